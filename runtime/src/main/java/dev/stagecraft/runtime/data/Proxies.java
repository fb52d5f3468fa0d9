package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.host.Environment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which proxy a request goes through: what {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy} of
 * the environment say, in small or in capital letters, as other programs read them. Where Java was told of a proxy by its
 * own properties, such as {@code -Dhttp.proxyHost}, those count for that scheme.
 */
final class Proxies {
    private final Map<String, Address> byScheme;
    private final NoProxy except;

    private Proxies(Map<String, Address> byScheme, NoProxy except) {
        this.byScheme = Map.copyOf(byScheme);
        this.except = except;
    }

    /**
     * Reads an environment.
     *
     * @throws BadInputException where a variable holds no proxy that Java can speak to
     */
    static Proxies of(Environment environment) {
        Map<String, Address> found = new HashMap<>();
        for (String scheme : List.of("http", "https")) {
            proxy(environment, scheme + "_proxy")
                    .or(() -> proxy(environment, "all_proxy"))
                    .ifPresent(address -> found.put(scheme, address));
        }
        return new Proxies(
                found,
                NoProxy.of(either(environment, "no_proxy").map(Named::value).orElse("")));
    }

    private static Optional<Address> proxy(Environment environment, String variable) {
        return either(environment, variable).map(Proxies::read);
    }

    private static Address read(Named named) {
        String text = named.value().strip();
        try {
            Address address = Address.read(text.contains("://") ? text : "http://" + text);
            if (!address.uri().getScheme().equals("http")) {
                throw new Address.NoAddressException("Java reaches proxies by plain http only");
            }
            return address;
        } catch (Address.NoAddressException e) {
            throw new BadInputException(
                    named.name() + " is " + Address.shown(text) + ", which is no proxy: " + e.getMessage()
                            + "; expected is http://HOST:PORT or http://USER:PASSWORD@HOST:PORT",
                    e);
        }
    }

    /** The small letters come first, as in other programs. */
    private static Optional<Named> either(Environment environment, String variable) {
        String capitals = variable.toUpperCase(Locale.ROOT);
        return environment
                .get(variable)
                .map(value -> new Named(variable, value))
                .or(() -> environment.get(capitals).map(value -> new Named(capitals, value)));
    }

    /** Whether a proxy is to be told a user and a password. */
    boolean haveUsers() {
        return byScheme.values().stream()
                .anyMatch(proxy -> proxy.authorization().isPresent());
    }

    /** The environment's proxy for an address; empty where there is none, or Java's own properties count. */
    Optional<Address> proxyFor(URI uri) {
        return isTold(uri) || except.matches(uri)
                ? Optional.empty()
                : Optional.ofNullable(byScheme.get(uri.getScheme()));
    }

    private static boolean isTold(URI uri) {
        return System.getProperty(uri.getScheme() + ".proxyHost") != null;
    }

    /** The same for Java's client, which is told of Java's own proxies too. */
    ProxySelector selector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                Optional<Address> proxy = proxyFor(uri);
                if (proxy.isPresent()) {
                    return List.of(new Proxy(
                            Proxy.Type.HTTP,
                            InetSocketAddress.createUnresolved(
                                    proxy.get().uri().getHost(), proxy.get().port())));
                }
                ProxySelector system = ProxySelector.getDefault();
                boolean direct = system == null || (!isTold(uri) && except.matches(uri));
                return direct ? List.of(Proxy.NO_PROXY) : system.select(uri);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                // The request that fails says so itself.
            }
        };
    }

    private record Named(String name, String value) {}
}
