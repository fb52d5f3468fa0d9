package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.Version;
import dev.stagecraft.runtime.host.Causes;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Spec;

/** The {@code stagecraft} command. */
@Command(
        name = "stagecraft",
        description = "Trains, evaluates and describes residual networks that are declared with annotations.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Versions.class,
        subcommands = {
            TrainCommand.class,
            EvaluateCommand.class,
            ImportCommand.class,
            CheckCommand.class,
            PredictCommand.class,
            ExportCommand.class,
            VerifyCommand.class,
            DataCommand.class,
            InspectCommand.class,
            SummaryCommand.class,
            ProfileCommand.class,
            DoctorCommand.class
        })
public final class Main implements Runnable {
    /** The exit code of a run that failed. */
    static final int FAILED = 1;

    /** The exit code of wrong use or bad input. */
    static final int BAD_INPUT = 2;

    /** The exit code of a run that was interrupted, as shells have it for SIGINT. */
    static final int INTERRUPTED = 130;

    /** Set by the launcher, which can ask: Java tells no terminal from a file alike on all its versions. */
    private static final String TERMINAL = "stagecraft.terminal";

    @Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    /** Runs the command of the arguments and ends the process with its exit code. */
    public static void main(String[] args) {
        StandardStreams streams = new StandardStreams();
        Interrupt interrupt = new Interrupt(streams.err());
        interrupt.listen();
        Console console =
                new Console(streams.out(), streams.err(), Boolean.getBoolean(TERMINAL), interrupt, System.getenv());
        NativeAhead.begin(console, args);
        // Called once in advance, as the report of a failure is: its classes are loaded then.
        streams.settle(0, false);
        System.exit(streams.settle(run(console, args), interrupt.isAsked()));
    }

    /** As {@link #main}, in a process that goes on. */
    static int run(Console console, String... args) {
        CommandLine line = new CommandLine(new Main(), new Commands(console));
        SettingFlags.addTo(Objects.requireNonNull(line.getSubcommands().get("train")), setting -> true);
        SettingFlags.addTo(Objects.requireNonNull(line.getSubcommands().get("profile")), ProfileCommand::changesStep);
        line.setOut(writer(console.out()));
        line.setErr(writer(console.err()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        Numbers.register(line);
        // A folder's name may begin with @, which must not be read as a file of arguments.
        line.setExpandAtFiles(false);
        Handlers handlers = new Handlers(console);
        line.setExecutionStrategy(handlers);
        line.setExecutionExceptionHandler(handlers);
        line.setParameterExceptionHandler(handlers);
        Optional<Causes.Cause> spoilt = Causes.ofArguments(args);
        if (spoilt.isPresent()) {
            console.err().println("stagecraft: " + Printable.of(spoilt.get().sentence()));
            return BAD_INPUT;
        }
        // Called once in advance: where Java's memory for classes is full, the report's own classes could not be
        // loaded.
        report(new OutOfMemoryError("Metaspace"), new PrintStream(OutputStream.nullOutputStream()));
        try {
            return line.execute(args);
        } catch (Error e) {
            // The handler above is given exceptions only. Left to the JVM, an error would end the process with its
            // trace alone.
            return report(e, console.err());
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "a command is missing; commands are train, import, check, evaluate, predict, export, verify, data,"
                        + " inspect, summary, profile and doctor");
    }

    /** What a user can mend is a sentence; everything else is a fault of ours and comes with its trace. */
    private static int report(Throwable exception, PrintStream err) {
        if (exception instanceof BadInputException || exception instanceof InvalidPathException) {
            err.println("stagecraft: " + Printable.of(sentence(exception)));
            return BAD_INPUT;
        }
        if (exception instanceof RunFailedException) {
            err.println("stagecraft: " + Printable.of(String.valueOf(exception.getMessage())));
            return FAILED;
        }
        Optional<Causes.Cause> cause = Causes.of(exception);
        if (cause.isPresent()) {
            err.println("stagecraft: " + Printable.of(cause.get().sentence()));
            return cause.get().badInput() ? BAD_INPUT : FAILED;
        }
        err.println("stagecraft " + Version.current() + ": internal error; please report it with this trace:");
        StringWriter trace = new StringWriter();
        exception.printStackTrace(new PrintWriter(trace));
        err.print(Printable.of(trace.toString()));
        err.flush();
        return FAILED;
    }

    /** What is wrong with an argument; where the locale spoiled its name, that is the cause. */
    private static String sentence(Throwable exception) {
        return Causes.of(exception)
                .filter(Causes.Cause::badInput)
                .map(Causes.Cause::sentence)
                .orElseGet(() -> String.valueOf(exception.getMessage()));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** How a command is run, and what is said if that fails. */
    // Not lambdas: JDK 17 crashes when it archives those of an interface that was compiled for Java 5.
    private record Handlers(Console console)
            implements CommandLine.IExecutionStrategy,
                    CommandLine.IExecutionExceptionHandler,
                    CommandLine.IParameterExceptionHandler {
        @Override
        public int execute(CommandLine.ParseResult parsed) {
            EmptyValues.refuse(parsed);
            return new CommandLine.RunLast().execute(parsed);
        }

        @Override
        public int handleExecutionException(Exception exception, CommandLine command, CommandLine.ParseResult parsed) {
            return report(exception, console.err());
        }

        @Override
        public int handleParseException(CommandLine.ParameterException exception, String[] arguments) {
            console.err().println("stagecraft: " + Printable.of(sentence(exception)));
            CommandLine.UnmatchedArgumentException.printSuggestions(exception, writer(console.err()));
            console.err()
                    .println("Try '"
                            + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
            return BAD_INPUT;
        }
    }

    /** Hands the console to commands that want it. */
    private record Commands(Console console) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            Map<Class<?>, Object> commands = Map.ofEntries(
                    Map.entry(TrainCommand.class, new TrainCommand(console)),
                    Map.entry(EvaluateCommand.class, new EvaluateCommand(console)),
                    Map.entry(ImportCommand.class, new ImportCommand(console)),
                    Map.entry(CheckCommand.class, new CheckCommand(console)),
                    Map.entry(PredictCommand.class, new PredictCommand(console)),
                    Map.entry(ExportCommand.class, new ExportCommand(console)),
                    Map.entry(VerifyCommand.class, new VerifyCommand(console)),
                    Map.entry(DataCommand.class, new DataCommand(console)),
                    Map.entry(InspectCommand.class, new InspectCommand(console)),
                    Map.entry(SummaryCommand.class, new SummaryCommand(console)),
                    Map.entry(ProfileCommand.class, new ProfileCommand(console)),
                    Map.entry(DoctorCommand.class, new DoctorCommand(console)));
            Object command = commands.get(type);
            return command != null
                    ? type.cast(command)
                    : CommandLine.defaultFactory().create(type);
        }
    }

    /** The version that {@code --version} prints. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"stagecraft " + Version.current()};
        }
    }
}
