<!doctype html>
<html <?php language_attributes(); ?>>
<head><meta charset="utf-8"><?php wp_head(); ?></head>
<body <?php body_class(); ?>>
<?php
while ( have_posts() ) {
	the_post();
	echo '<article><h1>', get_the_title(), '</h1>';
	the_content();
	echo '<p>', get_the_category_list( ', ' ), get_the_tag_list( ' ', ', ' ), ' ', get_the_author(), '</p></article>';
}
wp_footer();
?>
</body>
</html>
