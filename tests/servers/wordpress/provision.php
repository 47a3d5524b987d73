<?php
// Makes the database and the site, its people with an application password each, and says them as JSON.
// Arguments: the site's folder, its address, the database's socket.
[, $site, $url, $socket] = $argv;
( new mysqli( null, 'root', '', '', 0, $socket ) )->query( 'create database stet character set utf8mb4' );

$_SERVER += array( 'HTTP_HOST' => parse_url( $url, PHP_URL_HOST ), 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET', 'SERVER_PROTOCOL' => 'HTTP/1.1' );
define( 'WP_INSTALLING', true );
function wp_new_blog_notification() {}
function wp_mail() {
	return true;
}
require "$site/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( '试刊网', 'keeper', 'keeper@example.org', true, '', 'keeper-password' );
wp_cache_flush();
switch_theme( 'stet-test' );
update_option( 'timezone_string', 'Asia/Shanghai' );
update_option( 'default_pingback_flag', '0' );
global $wp_rewrite;
$wp_rewrite->init();
$wp_rewrite->set_permalink_structure( '/%year%/%postname%/' );
$wp_rewrite->flush_rules( false );

$people = array();
foreach ( array( 'keeper' => 'administrator', 'editor' => 'editor', 'author' => 'author', 'contributor' => 'contributor' ) as $login => $role ) {
	$known = get_user_by( 'login', $login );
	$id    = $known ? $known->ID : wp_insert_user( array( 'user_login' => $login, 'user_pass' => "$login-password", 'user_email' => "$login@example.org", 'role' => $role, 'display_name' => ucfirst( $login ) ) );
	list( $secret ) = WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'stet' ) );
	$people[ $login ] = array( 'id' => $id, 'account' => $login, 'secret' => $secret );
}
$parent = wp_insert_term( '工会', 'category', array( 'slug' => 'union' ) );
wp_insert_term( '职工之家', 'category', array( 'slug' => 'home', 'parent' => $parent['term_id'] ) );
echo "\n", wp_json_encode( array( 'version' => get_bloginfo( 'version' ), 'people' => $people ) ), "\n";
