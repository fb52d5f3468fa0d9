/** The command line over the runtime. */
module dev.stagecraft.cli {
    requires com.google.gson;
    // It compares what was exported; the module that exports does not ask for it.
    requires com.microsoft.onnxruntime;
    requires dev.stagecraft.export;
    requires dev.stagecraft.runtime;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires org.jline.terminal;
    requires static org.jspecify;

    exports dev.stagecraft.cli;

    // The library that reads and writes JSON, and the one that reads the command line, look into records and commands.
    opens dev.stagecraft.cli to
            com.google.gson,
            info.picocli;
}
