package dev.stagecraft.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.stagecraft.processor.draw.Drawing;
import dev.stagecraft.processor.emit.GeneratedNetwork.Resource;
import dev.stagecraft.processor.plan.BlockNumbers;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.plan.Section;
import dev.stagecraft.processor.plan.StagePlan;
import dev.stagecraft.processor.plan.StagePlan.Run;
import dev.stagecraft.processor.spec.DeclaringType;
import dev.stagecraft.processor.spec.StageSpec;
import dev.stagecraft.processor.table.LayerTableJson;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Generated;
import javax.lang.model.element.Modifier;
import javax.tools.StandardLocation;

/** Writes the class that builds a network. */
public final class NetworkEmitter {
    private static final String DOC_FILES = "doc-files/";
    private static final String END = "finalActivation";

    /** The runtime's number, {@code Contract.NUMBER}; a test compares the two. */
    private static final int CONTRACT = 1;

    private final DeclaringType type;
    private final NetworkPlan plan;
    private final boolean drawn;
    private final Constants constants;
    private final HelperMethods helpers;
    private final BlockMethods blocks;
    private final TypeSpec.Builder generated;

    private NetworkEmitter(DeclaringType type, NetworkPlan plan, boolean drawn) {
        this.type = type;
        this.plan = plan;
        this.drawn = drawn;
        this.constants = new Constants(plan.spec());
        this.helpers = new HelperMethods(plan, constants);
        this.blocks = new BlockMethods(plan.spec(), helpers);
        this.generated = TypeSpec.classBuilder(type.generatedSimpleName());
    }

    /**
     * The class and its layer table.
     *
     * @param drawn whether a drawing stands beside the class
     */
    public static GeneratedNetwork emit(DeclaringType type, NetworkPlan plan, boolean drawn) {
        return new NetworkEmitter(type, plan, drawn).emit();
    }

    private GeneratedNetwork emit() {
        String tableName = type.generatedSimpleName() + ".layers.json";
        generated
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(plan.head().isPresent() ? Names.NETWORK : Names.BACKBONE)
                .addJavadoc(
                        ClassJavadoc.of(type, plan, drawn ? Optional.of(DOC_FILES + drawingName()) : Optional.empty()))
                .addAnnotation(AnnotationSpec.builder(Generated.class)
                        .addMember("value", "$S", "dev.stagecraft.processor.StagecraftProcessor")
                        .build());
        if (type.exported()) {
            // A module that exports the class need not pass on what its signatures and annotations name.
            generated.addAnnotation(AnnotationSpec.builder(SuppressWarnings.class)
                    .addMember("value", "$S", "exports")
                    .build());
        }
        addFacts(tableName);
        addFeatures();
        plan.head().ifPresent(this::addLogits);
        addSection("stem", "the stem", plan.stem());
        for (int i = 0; i < plan.stages().size(); i++) {
            addStage(plan.spec().stages().get(i), plan.stages().get(i));
        }
        blocks.methods().forEach(generated::addMethod);
        plan.end().ifPresent(end -> addSection(END, "follows the last stage", end));
        plan.head().ifPresent(head -> addSection("head", "the head", head));
        // The methods have named the helpers and constants they need by now.
        helpers.methods().forEach(generated::addMethod);
        constants.fields().forEach(generated::addField);
        JavaFile source = JavaFile.builder(type.packageName(), generated.build())
                .indent("    ")
                // A String in the network's package would stand before java.lang's, but not before an imported one.
                .skipJavaLangImports(type.hiddenLanguageNames().isEmpty())
                .build();
        List<Resource> resources = new ArrayList<>();
        resources.add(
                new Resource(StandardLocation.CLASS_OUTPUT, tableName, LayerTableJson.of(type.binaryName(), plan)));
        if (drawn) {
            String drawing = Drawing.of(type, plan);
            resources.add(new Resource(StandardLocation.CLASS_OUTPUT, drawingName(), drawing));
            // The javadoc tool copies folders of this name from source paths, and nothing from compiled classes.
            resources.add(new Resource(StandardLocation.SOURCE_OUTPUT, DOC_FILES + drawingName(), drawing));
        }
        return new GeneratedNetwork(source, tableName, resources);
    }

    private String drawingName() {
        return type.generatedSimpleName() + ".svg";
    }

    private void addFacts(String tableName) {
        generated.addMethod(MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("A description of the network; it holds no resources.\n")
                .build());
        addFact("name", ClassName.get(String.class), CodeBlock.of("$S", type.binaryName()));
        addFact("contract", TypeName.INT, CodeBlock.of("$L", CONTRACT));
        addFact(
                "input",
                Names.IMAGE_SHAPE,
                CodeBlock.of(
                        "new $T($L, $L, $L)",
                        Names.IMAGE_SHAPE,
                        plan.input().height(),
                        plan.input().width(),
                        plan.input().channels()));
        PreprocessingEmitter.declared(plan.spec().input().preprocessing())
                .ifPresent(declared -> addFact("preprocessing", Names.PREPROCESSING, declared));
        if (plan.head().isPresent()) {
            addFact("classes", TypeName.INT, CodeBlock.of("$L", plan.classes()));
        }
        addFact("training", Names.TRAINING_DEFAULTS, TrainingEmitter.defaults(plan.training()));
        addFact(
                "layerTable",
                ClassName.get(InputStream.class),
                CodeBlock.of("$L.class.getResourceAsStream($S)", type.generatedSimpleName(), tableName));
    }

    private void addFact(String name, TypeName returns, CodeBlock value) {
        generated.addMethod(MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(returns)
                .addStatement("return $L", value)
                .build());
    }

    private void addFeatures() {
        CodeBlock.Builder body = CodeBlock.builder()
                .add("$T x = stem(net.at($S), images); // $L\n", Names.TENSOR, "stem", shape(plan.stem()));
        for (StagePlan stage : plan.stages()) {
            String name = stage.scope().path();
            body.add("x = $L(net.at($S), x); // $L\n", name, name, shape(stage.last()));
        }
        plan.end()
                .ifPresent(end -> body.add(
                        "x = $L(net.at($S), x); // $L\n", END, end.scope().path(), shape(end)));
        addBuildMethod("features", body.add("return x;\n").build());
    }

    private void addLogits(Section head) {
        addBuildMethod(
                "logits", CodeBlock.of("return head(net.at($S), features(net, images)); // $L\n", "head", shape(head)));
    }

    private void addBuildMethod(String name, CodeBlock body) {
        generated.addMethod(MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(Names.TENSOR)
                .addParameter(Names.BUILDER, "net")
                .addParameter(Names.TENSOR, "images")
                .addCode(body)
                .build());
    }

    /** Blocks one after the other; equal ones are called in a loop. */
    private void addStage(StageSpec spec, StagePlan stage) {
        CodeBlock.Builder body = CodeBlock.builder();
        String from = Section.INPUT;
        for (Run run : stage.runs()) {
            boolean alone = run.first() == run.last();
            if (!alone) {
                if (from.equals(Section.INPUT)) {
                    body.addStatement("$T x = input", Names.TENSOR);
                    from = "x";
                }
                body.beginControlFlow("for (int block = $L; block <= $L; block++)", run.first(), run.last());
            }
            String scope = alone ? Names.quoted("block" + run.first()) : Names.quoted("block") + " + block";
            String number = alone
                    ? String.valueOf(stage.blocksBefore() + run.first())
                    : stage.blocksBefore() == 0 ? "block" : "(" + stage.blocksBefore() + " + block)";
            if (from.equals(Section.INPUT)) {
                body.add("$T ", Names.TENSOR);
            }
            body.add(
                    "x = $L; // $L\n",
                    blocks.call(
                            spec, run.block(), List.of("net.at(" + scope + ")", from), dropProbability(run, number)),
                    shape(run.block()));
            if (!alone) {
                body.endControlFlow();
            }
            from = "x";
        }
        generated.addMethod(Documented.method(
                method(stage.scope().path())
                        .addCode(body.addStatement("return x").build()),
                "what " + stage.scope().title() + " gives"));
    }

    /** A block's own probability as a further argument, growing with its number among all blocks; nothing without. */
    private Optional<String> dropProbability(Run run, String number) {
        return run.block().dropsBodies()
                ? Optional.of(Names.literal(plan.spec().stochasticDepth()) + " * " + number + " / " + plan.blocks())
                : Optional.empty();
    }

    private void addSection(String name, String title, Section section) {
        SectionCode code = new SectionCode(section, BlockNumbers.ofOnly(section), helpers, true);
        section.steps().forEach(step -> StepEmitter.write(step, code));
        generated.addMethod(Documented.method(
                method(name).addCode(code.build()),
                "what " + title + " makes of {@code " + Names.batched(section.input()) + "}: {@code " + shape(section)
                        + "}"));
    }

    /** A private method that builds a part of the network. */
    static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(Names.TENSOR)
                .addParameter(Names.BUILDER, "net")
                .addParameter(Names.TENSOR, Section.INPUT);
    }

    private static String shape(Section section) {
        return Names.batched(section.output());
    }
}
