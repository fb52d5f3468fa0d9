package dev.stagecraft.runtime.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.DataSets;
import dev.stagecraft.runtime.data.SilentTransfer;
import dev.stagecraft.runtime.host.Environment;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and proxies of a person's environment: read early, refused in a sentence, printed without passwords. */
class AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://exa mple/",
                "http://",
                "http:///path",
                "http://[::1/",
                "http://host:99999/",
                "http://host:0/",
                "http://host:port/",
                "http://host:99999999999/",
                "http://my_host/",
                "http://:80/",
                "http://me:secret@/",
                "http://me:secret@host name/",
                "http://me:se/cret@host/",
                "http://host/%zz/",
                "http://me:sec@secret@host/",
                "http://host/?key=secret",
                "http://host/#part",
                "ftp://host/",
                "file:///tmp",
                "host",
                "host:80",
                "//host/",
                "mailto:me@host",
                "\u001b[31mhttp://host/"
            })
    void addressThatIsNoneIsRefusedInASentence(String text) {
        for (String data : new String[] {"named", "default"}) {
            DataSets sets = new DataSets(Map.of("STAGECRAFT_FASHION_MNIST_URL", text, "STAGECRAFT_CACHE", "/nowhere"));
            BadInputException error = assertThrows(BadInputException.class, () -> {
                if (data.equals("named")) {
                    sets.open("fashion-mnist", 1, new SilentTransfer());
                } else {
                    sets.openDefault(1, new SilentTransfer());
                }
            });
            assertTrue(
                    error.getMessage().startsWith("STAGECRAFT_FASHION_MNIST_URL is ")
                            && error.getMessage().contains("; write http://HOST/FOLDER/"),
                    error.getMessage());
            assertNoSecret(error);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://host:1080",
                "https://host:443",
                "http://me:secret@ho st:3128",
                "me:secret@ho st:3128",
                "host:port",
                "http://",
                "me:secret@:80"
            })
    void proxyThatIsNoneIsRefusedInASentence(String text) {
        for (String variable : new String[] {"http_proxy", "HTTPS_PROXY", "ALL_PROXY"}) {
            Proxies proxies = new Proxies(new Environment(Map.of(variable, text)));
            URI address = URI.create(variable.equals("HTTPS_PROXY") ? "https://a/" : "http://a/");
            BadInputException error = assertThrows(BadInputException.class, () -> proxies.proxyFor(address));
            assertTrue(error.getMessage().startsWith(variable + " is "), error.getMessage());
            assertTrue(error.getMessage().contains("which is not a usable proxy: "), error.getMessage());
            assertNoSecret(error);
        }
    }

    private static void assertNoSecret(Throwable error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            assertFalse(each.toString().contains("secret"), each.toString());
            assertFalse(each.toString().contains("\u001b"), each.toString());
        }
    }

    @Test
    void addressKeepsItsUserToItself() throws Address.NoAddressException {
        Address address = Address.read("HTTP://me:a%40b@Host:8080/folder/?key=secret");
        assertEquals("http://Host:8080/folder/?...", address.toString());
        assertEquals(Optional.of("Basic bWU6YUBi"), address.authorization());
        assertEquals(Optional.of("Basic bWU6"), Address.read("http://me@host").authorization());
        assertEquals("http://[::1]/", Address.read("http://[::1]").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "http_proxy=http://p:1, http://a/, http://p:1/",
        "http_proxy=p, http://a/, http://p/",
        "http_proxy=http://p:1, https://a/, none",
        "https_proxy=p:2, https://a/, http://p:2/",
        "HTTP_PROXY=p:1, http://a/, http://p:1/",
        "HTTP_PROXY=q:1 http_proxy=p:1, http://a/, http://p:1/",
        "http_proxy= HTTP_PROXY=q:1, http://a/, http://q:1/",
        "all_proxy=p:3, https://a/, http://p:3/",
        "ALL_PROXY=p:3 http_proxy=q, http://a/, http://q/",
        "http_proxy=p no_proxy=a, http://a/, none",
        "http_proxy=p no_proxy=, http://a/, http://p/",
        "http_proxy=p NO_PROXY=*, http://a/, none"
    })
    void proxyIsTheEnvironments(String variables, String address, String proxy) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : variables.split(" ", -1)) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        assertEquals(
                proxy,
                new Proxies(new Environment(environment))
                        .proxyFor(URI.create(address))
                        .map(Address::toString)
                        .orElse("none"));
    }

    /** A proxy of another kind hinders nobody whom it does not concern. */
    @Test
    void variableThatDoesNotCountIsNotRead() {
        Proxies proxies =
                new Proxies(new Environment(Map.of("http_proxy", "p:1", "ALL_PROXY", "socks5://s:1", "no_proxy", "b")));
        assertTrue(proxies.proxyFor(URI.create("http://a/")).isPresent());
        assertThrows(BadInputException.class, () -> proxies.proxyFor(URI.create("https://a/")));
        Proxies none = new Proxies(new Environment(Map.of("no_proxy", "10.0.0.0/99")));
        assertEquals(Optional.empty(), none.proxyFor(URI.create("http://a/")));
    }

    @Test
    void javasOwnPropertiesComeFirst() {
        Proxies proxies = new Proxies(new Environment(Map.of("http_proxy", "p:1", "https_proxy", "p:1")));
        System.setProperty("http.proxyHost", "java.example.invalid");
        try {
            assertEquals(Optional.empty(), proxies.proxyFor(URI.create("http://a/")));
            assertEquals(
                    "java.example.invalid",
                    ((InetSocketAddress) proxies.selector()
                                    .select(URI.create("http://a.example.invalid/"))
                                    .get(0)
                                    .address())
                            .getHostString());
            assertTrue(proxies.proxyFor(URI.create("https://a/")).isPresent());
        } finally {
            System.clearProperty("http.proxyHost");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*                      | http://anything/            | true",
                "example.com            | http://example.com/         | true",
                "example.com            | http://a.example.com/       | true",
                "example.com            | http://badexample.com/      | false",
                ".example.com           | http://a.b.example.com/     | true",
                ".example.com           | http://example.com/         | true",
                "*.example.com          | http://a.example.com/       | true",
                "EXAMPLE.com            | http://A.example.COM/       | true",
                "example.com.           | http://example.com/         | true",
                "example.com            | http://example.com./        | true",
                "example.com:8080       | http://example.com:8080/    | true",
                "example.com:8080       | http://example.com/         | false",
                "example.com:80         | http://example.com/         | true",
                "example.com:443        | https://example.com/        | true",
                "a,b c,  example.com    | http://example.com/         | true",
                "a b                    | http://c/                   | false",
                "127.0.0.1              | http://127.0.0.1:5/         | true",
                "127.0.0.1              | http://127.0.0.1.example/    | false",
                "10.0.0.0/8             | http://10.200.3.4/          | true",
                "10.0.0.0/8             | http://11.0.0.1/            | false",
                "10.0.0.0/8             | http://ten.example.com/     | false",
                "192.168.4.0/22         | http://192.168.7.255/       | true",
                "192.168.4.0/22         | http://192.168.8.0/         | false",
                "0.0.0.0/0              | http://1.2.3.4/             | true",
                "0.0.0.0/0              | http://[::1]/               | false",
                "::1                    | http://[::1]/               | true",
                "[::1]                  | http://[0:0::1]/            | true",
                "[::1]:8080             | http://[::1]:8080/          | true",
                "[::1]:8080             | http://[::1]/               | false",
                "fd00::/8               | http://[fd12::3]/           | true",
                "fd00::/8               | http://[fe80::3]/           | false",
                "<local>                | http://local/               | false",
                ":8080                  | http://host:8080/           | false"
            })
    void rulesOfNoProxy(String rules, String address, boolean matches) {
        assertEquals(matches, NoProxy.of(rules).matches(URI.create(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "host/8", "::1/129", "10.0.0.0/-1", "10.0.0.0/8x", "/8"})
    void networkThatIsNoneIsRefused(String rule) {
        BadInputException error = assertThrows(BadInputException.class, () -> NoProxy.of(rule));
        assertTrue(error.getMessage().contains(rule) && error.getMessage().contains("10.0.0.0/8"), error.getMessage());
    }
}
