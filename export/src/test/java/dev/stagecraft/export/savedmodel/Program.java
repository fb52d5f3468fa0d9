package dev.stagecraft.export.savedmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Java program printed in a process of its own: lines of a word and what follows it.
 *
 * @param lines the rest of each line, by its word
 */
record Program(Map<String, List<String>> lines) {
    /**
     * Runs it to its end.
     *
     * @param folder for its output
     * @param arguments of java
     */
    static Program run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
        command.addAll(arguments);
        Path out = folder.resolve("out");
        Path errors = folder.resolve("errors");
        int code = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        assertEquals(0, code, Files.readString(out) + Files.readString(errors));
        Map<String, List<String>> lines = new HashMap<>();
        for (String line : Files.readAllLines(out)) {
            int space = (line + " ").indexOf(' ');
            lines.computeIfAbsent(line.substring(0, space), word -> new ArrayList<>())
                    .add(line.substring(space).strip());
        }
        return new Program(lines);
    }

    /** The numbers that follow a word in one of its lines, counted from 0. */
    float[] numbers(String word, int line) {
        String[] words = lines.getOrDefault(word, List.of()).get(line).split(" ", -1);
        float[] numbers = new float[words.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.parseFloat(words[i]);
        }
        return numbers;
    }

    /** How many lines began with a word. */
    int count(String word) {
        return lines.getOrDefault(word, List.of()).size();
    }
}
