package dev.stagecraft.tests.generated;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.stagecraft.processor.StagecraftProcessor;
import dev.stagecraft.tests.support.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** Generated code means the same whatever other types its package has. */
class NamesInTheWayTest {
    private static final Pattern NO_CODE = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*|\"(\\\\.|[^\"\\\\])*\"");
    private static final Pattern TYPE_NAME = Pattern.compile("\\b[A-Z]\\w*\\b");

    /** With the parts of training it holds every kind of line that is generated. */
    @Test
    void packageMayHoldEveryNameThatIsUsed() throws IOException {
        List<JavaFileObject> sources = new ArrayList<>(List.of(
                JavaFileObjects.forSourceString(
                        "acme.SmallFamily",
                        Sources.smallFamily().replace("package dev.stagecraft.tests;", "package acme;")),
                JavaFileObjects.forSourceString("acme.Trained", trained("Trained", "adamW = @AdamW, cosine = @Cosine")),
                JavaFileObjects.forSourceString(
                        "acme.Stepped",
                        trained("Stepped", "sgd = @Sgd(momentum = 0.9), stepDecay = @StepDecay(everyEpochs = 3)")),
                JavaFileObjects.forSourceString(
                        "acme.Changed",
                        trained(
                                "Changed",
                                "oneCycle = @OneCycle, augmentation = @Augmentation(randomResizedCrop ="
                                        + " @RandomResizedCrop, rotation = 5, horizontalFlip = true, colorJitter ="
                                        + " @ColorJitter(hue = 0.1))")),
                JavaFileObjects.forSourceString(
                        "acme.Padded", trained("Padded", "augmentation = @Augmentation(padAndCrop = 0.1)")),
                JavaFileObjects.forSourceString(
                        "acme.Shifted", trained("Shifted", "augmentation = @Augmentation(shift = 0.1)"))));
        Set<String> names = usedNames(compile(sources));
        assertTrue(
                names.containsAll(Set.of("String", "Override", "Operand", "Generated", "InputStream")),
                names.toString());
        names.addAll(List.of("java", "javax", "org", "dev", "acme"));
        for (String name : names) {
            sources.add(
                    JavaFileObjects.forSourceString("acme." + name, "package acme;\nfinal class " + name + " {}\n"));
        }
        compile(sources);
    }

    @Test
    void networkMayHaveEveryNameThatIsUsed() throws IOException {
        Set<String> names = usedNames(compile(List.of(JavaFileObjects.forSourceString("acme.Net", Sources.RIGHT))));
        names.addAll(Set.of("Object", "Math", "Integer", "Float"));
        compile(names.stream()
                .map(name -> JavaFileObjects.forSourceString("acme." + name, declared(name)))
                .toList());
    }

    private static String trained(String name, String parts) {
        String imports = Stream.of(
                        "AdamW",
                        "Augmentation",
                        "ColorJitter",
                        "Cosine",
                        "Head",
                        "Input",
                        "MaxPool",
                        "OneCycle",
                        "RandomResizedCrop",
                        "ResidualNetwork",
                        "ResidualStage",
                        "Sgd",
                        "Stem",
                        "StepDecay",
                        "Training")
                .map(type -> "import dev.stagecraft.dsl." + type + ";\n")
                .collect(Collectors.joining());
        return Sources.RIGHT
                .replace("import dev.stagecraft.dsl.*;\n", imports)
                .replace("@Head", "@Training(" + parts + ")\n@Head")
                .replace("class Net", "class " + name);
    }

    /** The right network without imports, as a type of the same name would stand before them. */
    private static String declared(String name) {
        return Sources.RIGHT
                .replace("import dev.stagecraft.dsl.*;\n", "")
                .replace("@", "@dev.stagecraft.dsl.")
                .replace("class Net", "class " + name);
    }

    private static Compilation compile(List<JavaFileObject> sources) {
        Compilation compilation = Compiler.javac()
                .withProcessors(new StagecraftProcessor())
                .withOptions("-Xlint:all,-processing", "-Werror")
                .compile(sources);
        assertThat(compilation).succeededWithoutWarnings();
        return compilation;
    }

    /** Simple names of types in what was generated, but for the generated types themselves. */
    private static Set<String> usedNames(Compilation compilation) throws IOException {
        Set<String> names = new TreeSet<>();
        Set<String> own = new TreeSet<>();
        for (JavaFileObject file : compilation.generatedSourceFiles()) {
            String code = NO_CODE.matcher(file.getCharContent(false)).replaceAll("");
            TYPE_NAME.matcher(code).results().forEach(found -> names.add(found.group()));
            own.add(Path.of(file.getName()).getFileName().toString().replace(".java", ""));
        }
        names.removeAll(own);
        return names;
    }
}
