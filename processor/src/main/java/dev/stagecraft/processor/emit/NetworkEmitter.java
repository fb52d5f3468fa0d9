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
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.plan.Section;
import dev.stagecraft.processor.plan.StagePlan;
import dev.stagecraft.processor.plan.StagePlan.Run;
import dev.stagecraft.processor.plan.Step;
import dev.stagecraft.processor.spec.DeclaringType;
import dev.stagecraft.processor.spec.Scope;
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
    private final TypeSpec.Builder generated;

    private NetworkEmitter(DeclaringType type, NetworkPlan plan, boolean drawn) {
        this.type = type;
        this.plan = plan;
        this.drawn = drawn;
        this.constants = new Constants(plan.spec().initializer());
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
        addSection("stem", "Stem", plan.stem());
        plan.stages().forEach(this::addStage);
        plan.end().ifPresent(end -> addSection(END, "After the last stage", end));
        plan.head().ifPresent(head -> addSection("head", "Head", head));
        // The methods have named the constants they need by now.
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
        if (plan.head().isPresent()) {
            addFact("classes", TypeName.INT, CodeBlock.of("$L", plan.classes()));
        }
        addFact(
                "training",
                Names.TRAINING_DEFAULTS,
                TrainingEmitter.defaults(plan.spec().training()));
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
            body.add(
                    "x = $L(net.at($S), x); // $L\n",
                    stage.scope().path(),
                    stage.scope().path(),
                    shape(stage.last()));
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

    private void addStage(StagePlan stage) {
        CodeBlock.Builder body = CodeBlock.builder().add("$T x = ", Names.TENSOR);
        String from = Section.INPUT;
        List<Run> runs = stage.runs();
        for (Run run : runs) {
            String method = methodName(stage, run);
            if (run.first() == run.last()) {
                String assignment = from.equals(Section.INPUT) ? "" : "x = ";
                body.addStatement(
                        "$L$L(net.at($S), $L$L)",
                        assignment,
                        method,
                        "block" + run.first(),
                        from,
                        dropProbability(run, String.valueOf(stage.blocksBefore() + run.first())));
            } else {
                if (from.equals(Section.INPUT)) {
                    body.addStatement(from);
                }
                body.beginControlFlow("for (int block = $L; block <= $L; block++)", run.first(), run.last())
                        .addStatement(
                                "x = $L(net.at($S + block), x$L)",
                                method,
                                "block",
                                dropProbability(run, numberInLoop(stage)))
                        .endControlFlow();
            }
            from = "x";
        }
        body.addStatement("return x");
        Section first = stage.blocks().get(0);
        addMethod(stage.scope().path(), title(stage.scope()), first, stage.last(), false, body.build());
        for (Run run : runs) {
            addSection(methodName(stage, run), title(run.scope()), run.block());
        }
    }

    /** A block's own probability as a further argument, growing with its number among all blocks; nothing without. */
    private CodeBlock dropProbability(Run run, String number) {
        return run.block().dropsBodies()
                ? CodeBlock.of(", $L * $L / $L", Names.literal(plan.spec().stochasticDepth()), number, plan.blocks())
                : CodeBlock.of("");
    }

    private static String numberInLoop(StagePlan stage) {
        return stage.blocksBefore() == 0 ? "block" : "(" + stage.blocksBefore() + " + block)";
    }

    private void addSection(String method, String title, Section section) {
        SectionCode code = new SectionCode(constants);
        for (Step step : section.steps()) {
            StepEmitter.write(step, code);
        }
        code.statement(
                "return $L", section.steps().get(section.steps().size() - 1).to());
        addMethod(method, title, section, section, section.dropsBodies(), code.build());
    }

    private void addMethod(String name, String title, Section first, Section last, boolean drops, CodeBlock body) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addJavadoc("$L: {@code $L} to {@code $L}.\n\n", title, Names.batched(first.input()), shape(last))
                .addJavadoc("@param net where to build it\n")
                .addJavadoc("@param $L what it takes\n", Section.INPUT)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(Names.TENSOR)
                .addParameter(Names.BUILDER, "net")
                .addParameter(Names.TENSOR, Section.INPUT);
        if (drops) {
            method.addJavadoc("@param $L of leaving the body out\n", DropEmitters.PROBABILITY)
                    .addParameter(TypeName.FLOAT, DropEmitters.PROBABILITY);
        }
        method.addJavadoc("@return what it gives\n");
        generated.addMethod(method.addCode(body).build());
    }

    private static String methodName(StagePlan stage, Run run) {
        return run.first() == run.last()
                ? stage.scope().path() + "Block" + run.first()
                : stage.scope().path() + "Blocks" + run.first() + "To" + run.last();
    }

    /** At the beginning of a sentence. */
    private static String title(Scope scope) {
        return Character.toUpperCase(scope.title().charAt(0)) + scope.title().substring(1);
    }

    private static String shape(Section section) {
        return Names.batched(section.output());
    }
}
