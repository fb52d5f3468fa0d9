package dev.stagecraft.runtime.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.types.TString;

/**
 * Paths in the form that TensorFlow's writers need: absolute, without links and dots, which TensorFlow would resolve by
 * the text alone, and as the bytes that the system uses. A Java string cannot hold every name: where the locale is POSIX,
 * or a name is in another encoding, letters become question marks.
 *
 * <p>These are for writing only. TensorFlow's readers take a path for a pattern, in which brackets, stars, question marks
 * and backslashes mean something; nothing here gives them one.
 */
public final class EnginePath {
    private EnginePath() {}

    /**
     * A file that is to be written in a folder.
     *
     * @param folder that is there
     * @param name in it, in ASCII
     * @return a scalar, which the caller closes
     * @throws IOException if the folder cannot be found
     */
    public static TString in(Path folder, String name) throws IOException {
        return TString.tensorOfBytes(NdArrays.scalarOfObject(bytes(folder, name)));
    }

    static byte[] bytes(Path folder, String name) throws IOException {
        byte[] parent = bytes(folder);
        byte[] member = name.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(parent.length + 1 + member.length);
        whole.writeBytes(parent);
        whole.write('/');
        whole.writeBytes(member);
        return whole.toByteArray();
    }

    /** Java shows a path's bytes only in its URI, where each byte that is not plain is written as a number. */
    static byte[] bytes(Path folder) throws IOException {
        String escaped = folder.toRealPath().toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
        int end = escaped.length() > 1 && escaped.endsWith("/") ? escaped.length() - 1 : escaped.length();
        for (int i = 0; i < end; i++) {
            char next = escaped.charAt(i);
            if (next == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(next);
            }
        }
        return bytes.toByteArray();
    }
}
