package dev.stagecraft.runtime.host;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** TensorFlow Java asks for a version with a known hole (CVE-2024-7254); what lies on the class path is what counts. */
class ProtobufTest {
    @Test
    void versionIsOneWithoutTheHole() {
        String place = Message.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        Matcher version =
                Pattern.compile("protobuf-java-(\\d+)\\.(\\d+)\\.(\\d+)\\.jar").matcher(place);
        assertTrue(version.find(), place);
        List<Integer> numbers = Stream.of(1, 2, 3)
                .map(group -> Integer.valueOf(version.group(group)))
                .toList();
        assertTrue(Arrays.compare(numbers.toArray(Integer[]::new), new Integer[] {3, 25, 5}) >= 0, place);
    }
}
