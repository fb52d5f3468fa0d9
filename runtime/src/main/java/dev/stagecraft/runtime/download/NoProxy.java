package dev.stagecraft.runtime.download;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of {@code no_proxy}, between commas or spaces: {@code *} for all hosts; {@code example.com}, {@code .example.com} or
 * {@code *.example.com} for a host and all below it; a host's address; a network such as {@code 10.0.0.0/8}, for hosts that are
 * named by address; each but the network also with {@code :PORT}.
 */
final class NoProxy {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final List<Predicate<URI>> rules;

    private NoProxy(List<Predicate<URI>> rules) {
        this.rules = rules;
    }

    /**
     * Reads rules.
     *
     * @throws BadInputException if a network's length is not valid
     */
    static NoProxy of(String text) {
        return new NoProxy(Stream.of(text.split("[,\\s]+"))
                .filter(rule -> !rule.isEmpty())
                .map(rule -> rule(rule.toLowerCase(Locale.ROOT)))
                .toList());
    }

    boolean matches(URI uri) {
        return rules.stream().anyMatch(rule -> rule.test(uri));
    }

    private static Predicate<URI> rule(String rule) {
        if (rule.equals("*")) {
            return uri -> true;
        }
        int slash = rule.indexOf('/');
        if (slash >= 0) {
            return network(rule, rule.substring(0, slash), rule.substring(slash + 1));
        }
        // An address of version 6 has colons of its own; with a port it stands in brackets.
        int colon = rule.lastIndexOf(':');
        boolean hasPort = colon >= 0 && (rule.indexOf(':') == colon || rule.charAt(colon - 1) == ']');
        String host = plain(hasPort ? rule.substring(0, colon) : rule);
        String port = hasPort ? rule.substring(colon + 1) : "";
        Optional<InetAddress> address = literal(host);
        return uri -> (port.isEmpty() || port.equals(String.valueOf(port(uri))))
                && (address.isPresent()
                        ? literal(plain(uri.getHost())).equals(address)
                        : isBelow(plain(uri.getHost().toLowerCase(Locale.ROOT)), host));
    }

    private static Predicate<URI> network(String rule, String first, String length) {
        Optional<InetAddress> start = literal(plain(first));
        int most = start.map(address -> address.getAddress().length * 8).orElse(-1);
        if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > most) {
            throw new BadInputException("no_proxy names the network " + ForeignText.printed(rule)
                    + ", which is not valid; write an address and the number of its bits that count, as in 10.0.0.0/8");
        }
        int bits = Integer.parseInt(length);
        return uri -> literal(plain(uri.getHost()))
                .filter(host -> sameStart(host.getAddress(), start.orElseThrow().getAddress(), bits))
                .isPresent();
    }

    private static boolean sameStart(byte[] one, byte[] other, int bits) {
        if (one.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >>> (bit % 8);
            if (((one[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBelow(String host, String rule) {
        String domain = rule.startsWith("*.") ? rule.substring(2) : rule.startsWith(".") ? rule.substring(1) : rule;
        return host.equals(domain) || host.endsWith("." + domain);
    }

    /** Without brackets, and without the dot that ends a full name. */
    private static String plain(String host) {
        String inside = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return inside.length() > 1 && inside.endsWith(".") ? inside.substring(0, inside.length() - 1) : inside;
    }

    private static int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    }

    /** The address that a text is; no name is looked up. */
    private static Optional<InetAddress> literal(String text) {
        if (!text.contains(":") && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // An address is not looked up; a text that is not an address fails.
            return Optional.of(InetAddress.getByName(text.contains(":") ? "[" + text + "]" : text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
