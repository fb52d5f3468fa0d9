package dev.stagecraft.runtime.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** How file systems are mounted, as Linux tells it. */
final class Mounts {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final int PLACE = 4;
    private static final int OPTIONS = 5;

    private Mounts() {}

    /** Whether programs and libraries may be loaded from a folder that exists; true where the system does not tell. */
    static boolean isExecutable(Path folder) {
        try {
            return isExecutable(folder.toRealPath(), Files.readAllLines(MOUNTS));
        } catch (IOException e) {
            // Another system than Linux, or one that hides it. A library that does not load is reported later.
            return true;
        }
    }

    /** As above; of two mounts in one place the later one is seen. */
    static boolean isExecutable(Path folder, List<String> mounts) {
        int longest = -1;
        boolean executable = true;
        for (String mount : mounts) {
            String[] fields = mount.split(" ", -1);
            if (fields.length <= OPTIONS) {
                continue;
            }
            Path place = Path.of(unescaped(fields[PLACE]));
            if (folder.startsWith(place) && place.getNameCount() >= longest) {
                longest = place.getNameCount();
                executable = !Arrays.asList(fields[OPTIONS].split(",")).contains("noexec");
            }
        }
        return executable;
    }

    /** The kernel writes blanks, tabs, line breaks and backslashes as three octal digits. */
    private static String unescaped(String text) {
        return text.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
