package dev.stagecraft.runtime.bundle;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.io.MaskedCrc;
import dev.stagecraft.runtime.io.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * A checkpoint's {@code variables.index} and {@code variables.data-00000-of-00001}, read by this code alone: TensorFlow's
 * own reader trusts what the files say, and a crafted file ends the process. Values pass through one small array.
 */
public final class Bundle {
    /** What TensorFlow puts before the names of both files. */
    public static final String PREFIX = "variables";

    static final String INDEX = PREFIX + ".index";
    static final String DATA = PREFIX + ".data-00000-of-00001";

    /** Ignores all values. */
    public static final Chunk NOBODY = (bytes, count) -> {};

    private final Path folder;
    private final Manifest manifest;
    private final List<BundleIndex.SavedTensor> tensors;

    private Bundle(Path folder, Manifest manifest, List<BundleIndex.SavedTensor> tensors) {
        this.folder = folder;
        this.manifest = manifest;
        this.tensors = tensors;
    }

    /** Chooses who receives a variable's values, little-endian and piece by piece. */
    public interface Takers {
        /** Receives the values of one variable. */
        Chunk of(String variable);
    }

    /**
     * Reads both files to their ends and checks everything that the manifest says about them.
     *
     * @throws BadInputException where a file is missing, not a regular one or not the one that was saved, or does not hold
     *     what the manifest says
     */
    public static Bundle open(Path folder, Manifest manifest) {
        Bundle opened = unread(folder, manifest);
        opened.read(variable -> NOBODY);
        return opened;
    }

    /**
     * As {@link #open}, where the values are read once and at once: {@link #read} checks them.
     *
     * @throws BadInputException where the index is missing or does not hold what the manifest says
     */
    public static Bundle unread(Path folder, Manifest manifest) {
        return new Bundle(folder, manifest, index(folder, manifest));
    }

    /** What its files were compared with. */
    public Manifest manifest() {
        return manifest;
    }

    private static List<BundleIndex.SavedTensor> index(Path folder, Manifest manifest) {
        Path file = folder.resolve(INDEX);
        try (Member member = Member.open(file)) {
            Manifest.SavedFile saved = Objects.requireNonNull(manifest.files().get(INDEX));
            requireSize(member, saved);
            if (member.size() > ManifestFile.mostBytes()) {
                throw ManifestFile.tooLarge(member);
            }
            byte[] bytes = member.bytes();
            requireHash(new Sha256().add(bytes, 0, bytes.length), saved);
            return BundleIndex.read(bytes, manifest.saved());
        } catch (IOException e) {
            throw ManifestFile.broken(file, e);
        }
    }

    /**
     * Passes all values on, in the order of the variables' names. Only when this returns is it certain that they are the
     * saved ones.
     *
     * @throws BadInputException where the file is no longer as it was when this was opened
     */
    public void read(Takers takers) {
        Set<String> weights =
                manifest.variables().stream().map(Manifest.SavedVariable::name).collect(Collectors.toSet());
        Path file = folder.resolve(DATA);
        try (Member member = Member.open(file)) {
            Manifest.SavedFile saved = Objects.requireNonNull(manifest.files().get(DATA));
            requireSize(member, saved);
            Sha256 whole = new Sha256();
            Sha256 ofWeights = new Sha256();
            for (BundleIndex.SavedTensor tensor : tensors) {
                String name = tensor.variable().name();
                boolean isWeight = weights.contains(name);
                Chunk taker = takers.of(name);
                CRC32C crc = new CRC32C();
                member.read(tensor.offset(), tensor.variable().bytes(), (bytes, count) -> {
                    crc.update(bytes, 0, count);
                    whole.add(bytes, 0, count);
                    if (isWeight) {
                        ofWeights.add(bytes, 0, count);
                    }
                    taker.take(bytes, count);
                });
                if (MaskedCrc.of(crc) != tensor.crc()) {
                    throw new Malformed("the values of " + ForeignText.printed(name) + " do not match their checksum");
                }
            }
            requireHash(whole, saved);
            requireWeights(ofWeights.hex());
        } catch (IOException e) {
            throw ManifestFile.broken(file, e);
        }
    }

    private static void requireSize(Member member, Manifest.SavedFile saved) throws Malformed {
        if (member.size() != saved.bytes()) {
            throw new Malformed("it has " + member.size() + " bytes, but " + saved.bytes() + " were saved");
        }
    }

    private static void requireHash(Sha256 found, Manifest.SavedFile saved) throws Malformed {
        if (!found.hex().equals(saved.sha256())) {
            throw new Malformed("its bytes are not those that were saved");
        }
    }

    private void requireWeights(String found) throws Malformed {
        if (!found.equals(manifest.weightsSha256())) {
            throw new Malformed(
                    "its weights have the SHA-256 " + found + ", but " + manifest.weightsSha256() + " was saved");
        }
    }
}
