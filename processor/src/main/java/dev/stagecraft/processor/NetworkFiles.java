package dev.stagecraft.processor;

import dev.stagecraft.processor.diagnostic.Report;
import dev.stagecraft.processor.emit.GeneratedNetwork;
import dev.stagecraft.processor.emit.GeneratedNetwork.NameTakenException;
import dev.stagecraft.processor.emit.GeneratedNetwork.NotWrittenException;
import dev.stagecraft.processor.read.TypeName;
import dev.stagecraft.processor.rule.FileProblems;
import dev.stagecraft.processor.spec.DeclaringType;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/** Writes generated networks, and reports where a file's name is taken or the file cannot be written. */
final class NetworkFiles {
    private final ProcessingEnvironment environment;
    private final Map<TypeName, String> made = new HashMap<>();

    NetworkFiles(ProcessingEnvironment environment) {
        this.environment = environment;
    }

    void write(TypeElement type, GeneratedNetwork network, DeclaringType declaring, Report report) {
        TypeName name = new TypeName(type, environment.getElementUtils()).beside(declaring.generatedName());
        String other = made.putIfAbsent(name, declaring.binaryName().replace('$', '.'));
        if (other != null) {
            report.add(FileProblems.nameTaken(declaring, name.type(), "so is that of " + other));
            return;
        }
        if (name.isPackage(environment.getElementUtils())) {
            report.add(FileProblems.nameTaken(declaring, name.type(), "a package of that name exists"));
            return;
        }
        try {
            writeIntoModule(type, network, name);
        } catch (NameTakenException e) {
            boolean isType = e.file().endsWith(".java");
            report.add(FileProblems.nameTaken(
                    declaring,
                    isType ? name.type() : e.file(),
                    "a " + (isType ? "type" : "file") + " of that name exists"));
        } catch (NotWrittenException e) {
            report.add(FileProblems.notWritten(declaring, e.file(), e.reason()));
        }
    }

    /** A compiler of several modules must be told which one; build tools accept no such name where there is only one. */
    private void writeIntoModule(TypeElement type, GeneratedNetwork network, TypeName name)
            throws NameTakenException, NotWrittenException {
        try {
            network.writeTo(environment.getFiler(), "", type);
        } catch (NameTakenException first) {
            if (name.module().isEmpty()) {
                throw first;
            }
            try {
                network.writeTo(environment.getFiler(), name.module(), type);
            } catch (NameTakenException second) {
                first.addSuppressed(second);
                throw first;
            }
        }
    }
}
