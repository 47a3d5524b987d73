<?php
/**
 * Plugin Name: Stet
 * Description: Keeps which story and revision of the newsroom a post is, and finds the post by it.
 * Version: 1.0
 * License: MIT
 *
 * Put this file into wp-content/mu-plugins/. Stet publishes without it too; with it, a post is found again even where its slug was changed.
 */
defined( 'ABSPATH' ) || exit;

add_action( 'init', static function () {
	foreach ( array( 'stet_id', 'stet_revision', 'stet_sha256' ) as $key ) {
		register_post_meta( 'post', $key, array(
			'type'          => 'string',
			'single'        => true,
			'default'       => '',
			// Only who may edit the post reads or writes these; a reader of the API sees nothing of them.
			'show_in_rest'  => array( 'schema' => array( 'type' => 'string', 'maxLength' => 100, 'context' => array( 'edit' ) ) ),
			'auth_callback' => static function ( $allowed, $meta_key, $post_id ) {
				return current_user_can( 'edit_post', $post_id );
			},
		) );
	}
} );

add_filter( 'rest_post_collection_params', static function ( $params ) {
	$params['stet_id'] = array(
		'description' => 'The id of a story in Stet. Where a post carries it, that post is answered whatever its slug.',
		'type'        => 'string',
		'pattern'     => '^[0-9a-f-]{36}$',
	);
	return $params;
} );

add_filter( 'rest_post_query', static function ( $query, $request ) {
	$story = (string) $request->get_param( 'stet_id' );
	if ( '' === $story || ! current_user_can( 'edit_posts' ) ) {
		return $query;
	}
	$ids = get_posts( array(
		'post_type'        => 'post',
		'post_status'      => array( 'publish', 'future', 'draft', 'pending', 'private', 'trash' ),
		'meta_key'         => 'stet_id',
		'meta_value'       => $story,
		'orderby'          => 'ID',
		'order'            => 'ASC',
		'numberposts'      => 10,
		'fields'           => 'ids',
		'suppress_filters' => true,
	) );
	if ( $ids ) {
		// Whatever else was asked for (the slug) held before anybody changed it.
		unset( $query['post_name__in'], $query['name'] );
		$query['post__in'] = $ids;
	}
	return $query;
}, 10, 2 );
