package dev.stagecraft.runtime.download;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.host.Environment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which proxy a request goes through: what {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy} of
 * the environment say, in small or in capital letters, as other programs read them. Where Java was told of a proxy by its
 * own properties, such as {@code -Dhttp.proxyHost}, those count for that scheme.
 */
public final class Proxies {
    private final Environment environment;

    /**
     * The proxies of an environment. A variable is read when an address is asked for that it would count for: one that
     * is wrong does not matter where nothing is fetched.
     */
    public Proxies(Environment environment) {
        this.environment = environment;
    }

    /** The name in small letters comes first, as in other programs. */
    private Optional<Named> either(String variable) {
        String capitals = variable.toUpperCase(Locale.ROOT);
        return environment
                .get(variable)
                .map(value -> new Named(variable, value))
                .or(() -> environment.get(capitals).map(value -> new Named(capitals, value)));
    }

    /** Whether a proxy may have to be told a user and a password. */
    boolean haveUsers() {
        return Stream.of("http_proxy", "https_proxy", "all_proxy")
                .flatMap(variable -> either(variable).stream())
                .anyMatch(named -> named.value().contains("@"));
    }

    /**
     * The environment's proxy for an address; empty if there is none, or Java's own properties count.
     *
     * @throws BadInputException if a variable that counts holds no proxy that Java can speak to, or no rules
     */
    Optional<Address> proxyFor(URI uri) {
        if (isTold(uri)) {
            return Optional.empty();
        }
        return named(uri).map(Proxies::read).filter(proxy -> !isExcepted(uri));
    }

    private Optional<Named> named(URI uri) {
        return either(uri.getScheme() + "_proxy").or(() -> either("all_proxy"));
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
                    named.name() + " is " + Address.shown(text) + ", which is not a usable proxy: " + e.getMessage()
                            + "; write http://HOST:PORT or http://USER:PASSWORD@HOST:PORT",
                    e);
        }
    }

    private boolean isExcepted(URI uri) {
        return either("no_proxy")
                .map(named -> NoProxy.of(named.value()).matches(uri))
                .orElse(false);
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
                // The environment excludes this address from its proxy, so no other proxy is used either.
                boolean direct = system == null || (!isTold(uri) && named(uri).isPresent());
                return direct ? List.of(Proxy.NO_PROXY) : system.select(uri);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                // The failing request reports it.
            }
        };
    }

    private record Named(String name, String value) {}
}
