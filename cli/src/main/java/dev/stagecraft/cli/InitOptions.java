package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.run.RunBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a new run begins with. */
final class InitOptions {
    @Option(
            names = "--init",
            paramLabel = "PLACE",
            description = "Begin with the weights in PLACE: a safetensors file in the names of torchvision, timm or"
                    + " Stagecraft, a folder with model.safetensors, a checkpoint, or a run. The head keeps its first values"
                    + " if it has another number of classes.")
    private @Nullable Path place;

    private InitOptions() {}

    /** Says it to a run that is about to be opened. */
    void apply(RunBuilder run) {
        if (place != null) {
            run.init(place);
        }
    }

    /** A resumed run has its weights, and the file may be gone by now. */
    void require(boolean resumes) {
        if (place != null && resumes) {
            throw new BadInputException(
                    "--init and --resume cannot be combined: a resumed run has the weights that it began"
                            + " with; leave out --init, or start another run in another folder");
        }
    }
}
