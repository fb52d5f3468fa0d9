package dev.stagecraft.runtime.bundle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.io.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Reads and writes {@code manifest.json}. Its last member is a seal, the SHA-256 over the text without it, so that no
 * changed character passes for a saved one.
 */
public final class ManifestFile {
    /** Its name in a checkpoint's folder. */
    public static final String NAME = "manifest.json";

    /** A manifest is some hundred bytes a variable; what is larger is none. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int HEAP_SHARE = 8;

    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();
    private static final String END = "\n}";
    private static final String SEAL_START = ",\n  \"seal\": \"";
    private static final String SEAL_END = "\"\n}";

    private ManifestFile() {}

    /**
     * Writes a manifest and its seal.
     *
     * @throws IOException where it cannot be written
     */
    public static void write(Path folder, Manifest manifest) throws IOException {
        Files.writeString(folder.resolve(NAME), seal(JSON.toJson(manifest)), StandardCharsets.UTF_8);
    }

    /**
     * Reads a checkpoint's manifest.
     *
     * @throws BadInputException where it is missing, broken, or of a newer format
     */
    public static Manifest read(Path folder) {
        Path file = folder.resolve(NAME);
        try (Member member = Member.open(file)) {
            if (member.size() > mostBytes()) {
                throw tooLarge(member);
            }
            int version = requireKnownFormat(file, member);
            if (version >= Manifest.FORMAT_WITH_STATE && !isSealed(member)) {
                throw new Malformed("its text was changed after it was saved (its seal does not match)");
            }
            return StrictJson.read(member.stream(), json -> ManifestReader.read(json, version));
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    /** Limited to a share of the heap, so that names and numbers from a file never fill it. */
    static long mostBytes() {
        return Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    static Malformed tooLarge(Member member) {
        return new Malformed("it has " + member.size() + " bytes; at most " + mostBytes()
                + " are read with Java's heap of "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB, and never more than " + MOST_BYTES);
    }

    /** A newer format may look otherwise in all but this number and the version that wrote it. */
    private static int requireKnownFormat(Path file, Member member) throws IOException {
        StrictJson.Fields found =
                StrictJson.read(member.stream(), json -> json.object(ManifestReader.FORMAT, ManifestReader.RUNTIME));
        int version = found.get(ManifestReader.FORMAT);
        if (version > Manifest.FORMAT_VERSION) {
            throw new BadInputException(file + " has format version " + version
                    + ", but this runtime reads versions up to "
                    + Manifest.FORMAT_VERSION + "; use the newer Stagecraft ("
                    + ForeignText.printed(found.find(ManifestReader.RUNTIME).orElse("version unknown"))
                    + ") that wrote it");
        }
        return version;
    }

    /** The text ends with a line of one length, and the rest of it with a bracket has the hash in that line. */
    private static boolean isSealed(Member member) throws IOException {
        int sealBytes = SEAL_START.length() + Sha256.HEX_DIGITS + SEAL_END.length();
        if (member.size() < sealBytes) {
            return false;
        }
        long body = member.size() - sealBytes;
        Sha256 hash = new Sha256();
        member.read(0, body, hash::add);
        hash.add(END.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream seal = new ByteArrayOutputStream(sealBytes);
        member.read(body, sealBytes, (bytes, count) -> seal.write(bytes, 0, count));
        return seal.toString(StandardCharsets.UTF_8).equals(SEAL_START + hash.hex() + SEAL_END);
    }

    static String seal(String json) {
        String body = json.substring(0, json.length() - END.length());
        return body + SEAL_START + HexFormat.of().formatHex(Sha256.of(json)) + SEAL_END;
    }

    /** The message for every fault of a checkpoint's files. */
    static BadInputException broken(Path file, IOException found) {
        String text = found instanceof Malformed ? found.getMessage() : "it cannot be read (" + cause(found) + ")";
        return new BadInputException(file + " is incomplete or corrupt: " + text + "; use another checkpoint", found);
    }

    private static String cause(IOException found) {
        String message = found.getMessage() == null ? found.toString() : found.getMessage();
        return ForeignText.printed(message.lines().findFirst().orElse(""));
    }
}
