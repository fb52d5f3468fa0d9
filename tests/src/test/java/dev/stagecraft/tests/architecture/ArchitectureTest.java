package dev.stagecraft.tests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;

/** The walls between the rooms. */
@AnalyzeClasses(
        packages = {
            "dev.stagecraft.cli",
            "dev.stagecraft.dsl",
            "dev.stagecraft.export",
            "dev.stagecraft.processor",
            "dev.stagecraft.runtime",
            "dev.stagecraft.samples",
            "dev.stagecraft.weights"
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule dslDependsOnNothing = classes()
            .that()
            .resideInAPackage("dev.stagecraft.dsl..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.stagecraft.dsl..", "java.lang..");

    /** The compiler loads it with the processor. */
    @ArchTest
    static final ArchRule weightsNeedOnlyTheJdk = classes()
            .that()
            .resideInAPackage("dev.stagecraft.weights..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.lang..",
                    "java.math..",
                    "java.nio..",
                    "java.security..",
                    "java.util..",
                    "org.jspecify.annotations..",
                    "dev.stagecraft.weights..");

    @ArchTest
    static final ArchRule weightsFlowOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.stagecraft.weights..")
            .layer("match")
            .definedBy("dev.stagecraft.weights.match")
            .layer("name")
            .definedBy("dev.stagecraft.weights.name")
            .layer("file")
            .definedBy("dev.stagecraft.weights.file")
            .whereLayer("match")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("name")
            .mayOnlyBeAccessedByLayers("match")
            .whereLayer("file")
            .mayOnlyBeAccessedByLayers("match");

    @ArchTest
    static final ArchRule processorFlowsOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.stagecraft.processor..")
            .layer("entry")
            .definedBy("dev.stagecraft.processor")
            .layer("emit")
            .definedBy("dev.stagecraft.processor.emit")
            .layer("table")
            .definedBy("dev.stagecraft.processor.table")
            .layer("draw")
            .definedBy("dev.stagecraft.processor.draw")
            .layer("validate")
            .definedBy("dev.stagecraft.processor.validate")
            .layer("plan")
            .definedBy("dev.stagecraft.processor.plan")
            .layer("rule")
            .definedBy("dev.stagecraft.processor.rule")
            .layer("shape")
            .definedBy("dev.stagecraft.processor.shape")
            .layer("fix")
            .definedBy("dev.stagecraft.processor.fix")
            .layer("remedy")
            .definedBy("dev.stagecraft.processor.remedy")
            .layer("weights")
            .definedBy("dev.stagecraft.processor.weights")
            .layer("json")
            .definedBy("dev.stagecraft.processor.json")
            .layer("read")
            .definedBy("dev.stagecraft.processor.read")
            .layer("diagnostic")
            .definedBy("dev.stagecraft.processor.diagnostic")
            .layer("spec")
            .definedBy("dev.stagecraft.processor.spec")
            .whereLayer("entry")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("emit")
            .mayOnlyBeAccessedByLayers("entry")
            .whereLayer("weights")
            .mayOnlyBeAccessedByLayers("entry")
            .whereLayer("table")
            .mayOnlyBeAccessedByLayers("emit", "weights")
            .whereLayer("draw")
            .mayOnlyBeAccessedByLayers("emit")
            .whereLayer("validate")
            .mayOnlyBeAccessedByLayers("entry")
            .whereLayer("fix")
            .mayOnlyBeAccessedByLayers("entry")
            .whereLayer("remedy")
            .mayOnlyBeAccessedByLayers("entry")
            .whereLayer("json")
            .mayOnlyBeAccessedByLayers("table", "fix")
            .whereLayer("read")
            .mayOnlyBeAccessedByLayers("entry", "fix")
            .whereLayer("plan")
            .mayOnlyBeAccessedByLayers("entry", "emit", "table", "draw", "weights", "validate")
            .whereLayer("rule")
            .mayOnlyBeAccessedByLayers("entry", "plan")
            .whereLayer("shape")
            .mayOnlyBeAccessedByLayers("emit", "table", "draw", "weights", "plan")
            .whereLayer("diagnostic")
            .mayOnlyBeAccessedByLayers("entry", "fix", "remedy", "rule", "plan", "validate", "weights")
            .whereLayer("spec")
            .mayOnlyBeAccessedByLayers(
                    "entry",
                    "fix",
                    "remedy",
                    "read",
                    "rule",
                    "plan",
                    "validate",
                    "emit",
                    "table",
                    "draw",
                    "weights",
                    "diagnostic");

    @ArchTest
    static final ArchRule pureRoomsNeedOnlyTheJdk = classes()
            .that()
            .resideInAnyPackage(
                    "dev.stagecraft.processor.spec",
                    "dev.stagecraft.processor.rule",
                    "dev.stagecraft.processor.shape",
                    "dev.stagecraft.processor.plan",
                    "dev.stagecraft.processor.diagnostic",
                    "dev.stagecraft.processor.validate",
                    "dev.stagecraft.processor.json",
                    "dev.stagecraft.processor.remedy",
                    "dev.stagecraft.processor.table",
                    "dev.stagecraft.processor.draw")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java.lang..",
                    "java.math..",
                    "java.nio.charset..",
                    "java.util..",
                    "org.jspecify.annotations..",
                    "dev.stagecraft.processor.."));

    @ArchTest
    static final ArchRule javaPoetLivesInEmit = noClasses()
            .that(resideInAPackage("dev.stagecraft..")
                    .and(resideInAPackage("dev.stagecraft.processor.emit").negate()))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.palantir.javapoet..");

    @ArchTest
    static final ArchRule processorNeverLoadsTensorFlowOrTheRuntime = noClasses()
            .that()
            .resideInAPackage("dev.stagecraft.processor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.tensorflow..", "dev.stagecraft.runtime..", "dev.stagecraft.dsl..");

    @ArchTest
    static final ArchRule runtimeFlowsOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(
                    "dev.stagecraft.runtime..", "dev.stagecraft.export..", "dev.stagecraft.cli..")
            .layer("base")
            .definedBy("dev.stagecraft.runtime")
            .layer("io")
            .definedBy("dev.stagecraft.runtime.io")
            .layer("guard")
            .definedBy("dev.stagecraft.runtime.guard")
            .layer("host")
            .definedBy("dev.stagecraft.runtime.host")
            .layer("device")
            .definedBy("dev.stagecraft.runtime.device")
            .layer("download")
            .definedBy("dev.stagecraft.runtime.download")
            .layer("picture")
            .definedBy("dev.stagecraft.runtime.picture")
            .layer("tree")
            .definedBy("dev.stagecraft.runtime.tree")
            .layer("data")
            .definedBy("dev.stagecraft.runtime.data")
            .layer("optimize")
            .definedBy("dev.stagecraft.runtime.optimize")
            .layer("setting")
            .definedBy("dev.stagecraft.runtime.setting")
            .layer("network")
            .definedBy("dev.stagecraft.runtime.network")
            .layer("precision")
            .definedBy("dev.stagecraft.runtime.precision")
            .layer("recompute")
            .definedBy("dev.stagecraft.runtime.recompute")
            .layer("gradient")
            .definedBy("dev.stagecraft.runtime.gradient")
            .layer("step")
            .definedBy("dev.stagecraft.runtime.step")
            .layer("serve")
            .definedBy("dev.stagecraft.runtime.serve")
            .layer("metric")
            .definedBy("dev.stagecraft.runtime.metric")
            .layer("bundle")
            .definedBy("dev.stagecraft.runtime.bundle")
            .layer("checkpoint")
            .definedBy("dev.stagecraft.runtime.checkpoint")
            .layer("initial")
            .definedBy("dev.stagecraft.runtime.initial")
            .layer("state")
            .definedBy("dev.stagecraft.runtime.state")
            .layer("train")
            .definedBy("dev.stagecraft.runtime.train")
            .layer("profile")
            .definedBy("dev.stagecraft.runtime.profile")
            .layer("report")
            .definedBy("dev.stagecraft.runtime.report")
            .layer("answer")
            .definedBy("dev.stagecraft.runtime.answer")
            .layer("run")
            .definedBy("dev.stagecraft.runtime.run")
            .layer("export")
            .definedBy("dev.stagecraft.export..")
            .layer("cli")
            .definedBy("dev.stagecraft.cli")
            .ensureAllClassesAreContainedInArchitectureIgnoring(resideOutsideOfPackages(
                    "dev.stagecraft.runtime..", "dev.stagecraft.export..", "dev.stagecraft.cli.."))
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("export")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("answer")
            .mayOnlyBeAccessedByLayers("export", "cli")
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("profile")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("run", "cli")
            .whereLayer("train")
            .mayOnlyBeAccessedByLayers("profile", "report", "run", "cli")
            .whereLayer("initial")
            .mayOnlyBeAccessedByLayers("train")
            .whereLayer("state")
            .mayOnlyBeAccessedByLayers("train", "answer")
            .whereLayer("checkpoint")
            .mayOnlyBeAccessedByLayers("state", "initial", "train", "answer", "run", "export", "cli")
            .whereLayer("bundle")
            .mayOnlyBeAccessedByLayers("checkpoint", "state", "initial", "train", "answer")
            .whereLayer("metric")
            .mayOnlyBeAccessedByLayers("optimize", "bundle", "checkpoint", "state", "train", "report", "run", "cli")
            .whereLayer("serve")
            .mayOnlyBeAccessedByLayers("train", "answer")
            .whereLayer("step")
            .mayOnlyBeAccessedByLayers("serve", "state", "train", "answer")
            .whereLayer("recompute")
            .mayOnlyBeAccessedByLayers("network", "step")
            .whereLayer("gradient")
            .mayOnlyBeAccessedByLayers("step")
            .whereLayer("precision")
            .mayOnlyBeAccessedByLayers("train", "profile", "run", "cli")
            .whereLayer("network")
            .mayOnlyBeAccessedByLayers(
                    "precision", "step", "initial", "train", "answer", "run", "export", "cli", "profile")
            .whereLayer("setting")
            .mayOnlyBeAccessedByLayers(
                    "network", "precision", "recompute", "step", "train", "answer", "run", "cli", "profile")
            .whereLayer("optimize")
            .mayOnlyBeAccessedByLayers("setting", "network", "step", "train", "run", "cli")
            .whereLayer("data")
            .mayOnlyBeAccessedByLayers(
                    "setting",
                    "network",
                    "step",
                    "bundle",
                    "checkpoint",
                    "state",
                    "initial",
                    "train",
                    "profile",
                    "answer",
                    "run",
                    "export",
                    "cli")
            .whereLayer("picture")
            .mayOnlyBeAccessedByLayers("data", "answer")
            .whereLayer("tree")
            .mayOnlyBeAccessedByLayers("data", "answer")
            .whereLayer("download")
            .mayOnlyBeAccessedByLayers("data")
            .whereLayer("device")
            .mayOnlyBeAccessedByLayers("precision", "train", "answer", "run", "cli", "profile")
            .whereLayer("host")
            .mayOnlyBeAccessedByLayers(
                    "device",
                    "download",
                    "picture",
                    "data",
                    "precision",
                    "gradient",
                    "step",
                    "serve",
                    "bundle",
                    "state",
                    "train",
                    "profile",
                    "answer",
                    "export",
                    "cli");

    /** Else the library below TensorFlow Java would look for its settings before they are made. */
    @ArchTest
    static final ArchRule tensorFlowIsLoadedInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("dev.stagecraft.runtime.host")
            .should()
            .callConstructor(Graph.class)
            .orShould()
            .callMethod(TensorFlow.class, "version")
            .orShould()
            .callMethod(EagerSession.class, "create");

    /** Device, threads and what TensorFlow optimizes are the same for all of them. */
    @ArchTest
    static final ArchRule sessionsAreOpenedInOnePlace = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.stagecraft.runtime.host.SessionSettings")
            .should()
            .callConstructor(Session.class, Graph.class)
            .orShould()
            .callConstructor(Session.class, Graph.class, ConfigProto.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName(ConfigProto.Builder.class.getName());

    @ArchTest
    static final ArchRule environmentIsReadInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("dev.stagecraft.runtime.host")
            .should()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsItsLibrary = noClasses()
            .that(resideInAPackage("dev.stagecraft..")
                    .and(resideInAPackage("dev.stagecraft.cli").negate()))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    /**
     * It draws and scales otherwise from one version of Java to the next; it reads the pixels of a BMP as they are, and gives
     * those of an image in memory.
     */
    @ArchTest
    static final ArchRule nobodyDrawsWithJavasOwnLibrary = noClasses()
            .that(resideInAPackage("dev.stagecraft..")
                    .and(nameStartingWith("dev.stagecraft.runtime.picture.BmpFile")
                            .negate())
                    .and(nameStartingWith("dev.stagecraft.runtime.picture.BufferedPixels")
                            .negate()))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing..")
                    .and(nameStartingWith("java.awt.image.BufferedImage").negate()));

    /** An image in memory may be asked about; nobody else knows that there are such. */
    @ArchTest
    static final ArchRule imagesInMemoryComeInAtOneDoor = noClasses()
            .that(resideInAPackage("dev.stagecraft..")
                    .and(resideInAnyPackage("dev.stagecraft.runtime.answer", "dev.stagecraft.runtime.picture")
                            .negate()))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.awt.image.BufferedImage");

    /** It takes a file's word, and ends the process where that was made to fit. */
    @ArchTest
    static final ArchRule nobodyLetsTensorFlowReadWeights = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.tensorflow.op.train.Restore")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.tensorflow.op.train.RestoreSlice");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.stagecraft.(*).(*)..").should().beFreeOfCycles();
}
