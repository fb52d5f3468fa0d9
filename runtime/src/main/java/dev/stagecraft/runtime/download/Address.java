package dev.stagecraft.runtime.download;

import dev.stagecraft.runtime.io.ForeignText;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * An HTTP address that a user or a server named: checked when it is read, and printed without passwords and keys.
 *
 * @param uri without user and password
 * @param authorization what an {@code Authorization} header says where the address had a user; empty if it had none
 */
public record Address(URI uri, Optional<String> authorization) {
    private static final int LAST_PORT = 65_535;

    /** An address that we wrote ourselves. */
    public static Address known(String text) {
        try {
            return read(text);
        } catch (NoAddressException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /**
     * Reads an address.
     *
     * @throws NoAddressException if it is not an HTTP address; the message says why, as in {@code it names no host}
     */
    public static Address read(String text) throws NoAddressException {
        try {
            return of(new URI(text));
        } catch (URISyntaxException e) {
            throw new NoAddressException(
                    e.getReason() + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1)));
        }
    }

    private static Address of(URI given) throws NoAddressException {
        String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new NoAddressException("it begins with neither http:// nor https://");
        }
        if (given.getHost() == null) {
            throw new NoAddressException(
                    given.getRawAuthority() == null
                            ? "it names no host"
                            : "its host and port cannot be read; a host has letters, digits, dots and hyphens, and in a"
                                    + " user and a password @, : and / are written %40, %3A and %2F");
        }
        if (given.getPort() == 0 || given.getPort() > LAST_PORT) {
            throw new NoAddressException("its port is " + given.getPort() + "; a port is 1 to " + LAST_PORT);
        }
        try {
            String path = given.getRawPath() == null || given.getRawPath().isEmpty() ? "/" : given.getRawPath();
            String port = given.getPort() < 0 ? "" : ":" + given.getPort();
            String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
            return new Address(
                    new URI(scheme + "://" + given.getHost() + port + path + query),
                    Optional.ofNullable(given.getUserInfo()).map(Address::basic));
        } catch (URISyntaxException e) {
            throw new NoAddressException(e.getReason());
        }
    }

    private static String basic(String user) {
        String both = user.contains(":") ? user : user + ":";
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /** A file in the folder that this address names. */
    Address file(String name) {
        return new Address(uri.resolve(name), authorization);
    }

    /**
     * The address that a server redirects to. A user and password are sent only to the server that they are for.
     *
     * @throws NoAddressException if that is not an HTTP address
     */
    Address redirected(String location) throws NoAddressException {
        try {
            Address next = of(uri.resolve(new URI(location)));
            boolean same = next.uri.getScheme().equals(uri.getScheme())
                    && next.uri.getHost().equalsIgnoreCase(uri.getHost())
                    && next.port() == port();
            return next.authorization.isPresent() || !same ? next : new Address(next.uri, authorization);
        } catch (URISyntaxException e) {
            throw new NoAddressException(e.getReason());
        }
    }

    /** The port; the scheme's own where the address has none. */
    int port() {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return uri.getScheme().equals("https") ? 443 : 80;
    }

    /** For people: without user and password, and without a query, which may hold a key. */
    @Override
    public String toString() {
        String text = uri.toString();
        int query = text.indexOf('?');
        return ForeignText.printed(query < 0 ? text : text.substring(0, query) + "?...");
    }

    /** A text that may not be an address, for people: without what may be a user and password, or a key. */
    public static String shown(String text) {
        int at = text.lastIndexOf('@');
        int slashes = text.indexOf("//");
        int start = slashes < 0 || slashes > at ? 0 : slashes + 2;
        String shown = at < 0 ? text : text.substring(0, start) + "***" + text.substring(at);
        int query = shown.indexOf('?');
        return ForeignText.printed(query < 0 ? shown : shown.substring(0, query) + "?...");
    }

    /** A text is not an HTTP address; the message says why, without the text. */
    public static final class NoAddressException extends Exception {
        private static final long serialVersionUID = 1;

        /** For a text whose message says why. */
        public NoAddressException(String message) {
            super(message);
        }
    }
}
