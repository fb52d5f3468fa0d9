package dev.stagecraft.weights.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Finds bytes that are not UTF-8: overlong forms, surrogates and cut-off characters too. */
final class Utf8 {
    private static final int CHUNK = 1 << 12;

    private Utf8() {}

    static void check(byte[] text) throws Malformed {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(text);
        CharBuffer thrownAway = CharBuffer.allocate(Math.min(CHUNK, text.length + 1));
        CoderResult result;
        do {
            thrownAway.clear();
            result = decoder.decode(bytes, thrownAway, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw new Malformed("the header's byte " + bytes.position() + " is not UTF-8");
        }
    }
}
