/** Checks annotated networks at compile time and generates the code that builds them. */
module dev.stagecraft.processor {
    requires java.compiler;
    // The tree interface finds a repeated annotation's position; a compiler without it is served without.
    requires static jdk.compiler;
    requires static org.jspecify;
    requires static com.google.auto.service;
    requires com.palantir.javapoet;
    requires dev.stagecraft.weights;

    provides javax.annotation.processing.Processor with
            dev.stagecraft.processor.StagecraftProcessor;
}
