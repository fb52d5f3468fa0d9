package dev.stagecraft.tests.fixes;

import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.tests.support.Fixes;
import dev.stagecraft.tests.support.Fixes.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaFileObject;

/** Compiles many sources, some at a time. */
final class InBatches {
    private static final int AT_ONCE = 200;

    private InBatches() {}

    /**
     * What is said of each source.
     *
     * @param sources of types in the package {@code random}, by their names
     */
    static Map<String, List<Problem>> compile(Map<String, String> sources) {
        Map<String, List<Problem>> found = new LinkedHashMap<>();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((name, source) -> {
            found.put(name, new ArrayList<>());
            files.add(JavaFileObjects.forSourceString("random." + name, source));
        });
        for (int from = 0; from < files.size(); from += AT_ONCE) {
            List<JavaFileObject> some = files.subList(from, Math.min(from + AT_ONCE, files.size()));
            for (Problem problem : Fixes.of(some.toArray(JavaFileObject[]::new)).problems()) {
                found.get(problem.file().replaceAll(".*/|\\.java$", "")).add(problem);
            }
        }
        return found;
    }
}
