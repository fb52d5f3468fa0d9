package dev.stagecraft.processor.timm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.plan.Lowering;
import dev.stagecraft.processor.plan.NetworkPlan;
import dev.stagecraft.processor.plan.Trail;
import dev.stagecraft.processor.read.Declaration;
import dev.stagecraft.processor.read.DeclarationReader;
import dev.stagecraft.processor.read.UnresolvedValueException;
import dev.stagecraft.processor.rule.CheckedNetwork;
import dev.stagecraft.processor.rule.DeclarationRules;
import dev.stagecraft.processor.rule.EffectRules;
import dev.stagecraft.processor.rule.JudgedBlocks;
import dev.stagecraft.processor.spec.Changes;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.validate.PlanRules;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaCompiler.CompilationTask;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Plans declared networks, all of them in one run of the compiler. */
final class Plans {
    private Plans() {}

    /**
     * The plans.
     *
     * @param declarations annotations by the name of the network
     * @throws AssertionError if there is a problem or a warning
     */
    static Map<String, NetworkPlan> of(Map<String, String> declarations) {
        List<Source> sources = declarations.entrySet().stream()
                .map(each -> new Source(each.getKey(), each.getValue()))
                .toList();
        Planning planning = new Planning(declarations.keySet());
        CompilationTask task = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        null,
                        List.of("-proc:only", "-classpath", System.getProperty("java.class.path")),
                        null,
                        sources);
        task.setProcessors(List.of(planning));
        assertTrue(task.call());
        return planning.plans;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String annotations) {
            super(URI.create("string:///timm/" + name + ".java"), Kind.SOURCE);
            text = "package timm;\nimport dev.stagecraft.dsl.*;\n" + annotations + "\nfinal class " + name + " {}\n";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    @SupportedAnnotationTypes("*")
    private static final class Planning extends AbstractProcessor {
        private final Set<String> names;
        private final Map<String, NetworkPlan> plans = new LinkedHashMap<>();

        Planning(Set<String> names) {
            this.names = names;
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            Elements elements = processingEnv.getElementUtils();
            if (!round.processingOver()) {
                names.forEach(name -> plans.put(name, plan(elements.getTypeElement("timm." + name))));
            }
            return false;
        }

        private static NetworkPlan plan(TypeElement type) {
            try {
                Declaration<NetworkSpec> network =
                        DeclarationReader.read(type, each -> false, each -> true, Changes.NONE);
                Report report = new Report();
                CheckedNetwork checked =
                        DeclarationRules.check(network.spec(), network.positions()::holds, new JudgedBlocks(), report);
                NetworkPlan plan = Lowering.lower(checked, Trail.SHORT, report)
                        .plan()
                        .orElseThrow(() -> new AssertionError(type + ": " + report.problems()));
                PlanRules.check(plan, report);
                EffectRules.check(network.spec(), network.positions()::holds, report);
                assertEquals(List.of(), report.problems(), type.toString());
                return plan;
            } catch (UnresolvedValueException e) {
                throw new AssertionError(e);
            }
        }
    }
}
