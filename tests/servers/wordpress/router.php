<?php
// For PHP's own server: a file that is there is served, everything else is WordPress's to answer (pretty addresses, wp-json).
$root = realpath( $_SERVER['DOCUMENT_ROOT'] );
$asked = rawurldecode( (string) parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
if ( str_contains( $asked, '..' ) ) {
	http_response_code( 400 );
	return true;
}
$script = '/index.php';
if ( '/' !== $asked ) {
	$inside = rtrim( $asked, '/' );
	if ( is_file( $root . $inside ) && ! str_ends_with( $inside, '.php' ) ) {
		return false;
	}
	if ( is_file( $root . $inside ) ) {
		$script = $inside;
	} elseif ( is_file( "$root$inside/index.php" ) ) {
		$script = "$inside/index.php";
	}
}
$_SERVER['SCRIPT_NAME']     = $script;
$_SERVER['PHP_SELF']        = $script;
$_SERVER['SCRIPT_FILENAME'] = $root . $script;
chdir( dirname( $root . $script ) );
require $root . $script;
