/** What generated code calls, and the engine that trains it. */
module dev.stagecraft.runtime {
    requires com.google.gson;
    requires info.picocli;
    requires java.net.http;
    requires me.tongfei.progressbar;
    requires org.jline.terminal;
    requires transitive tensorflow;

    exports dev.stagecraft.runtime;
    exports dev.stagecraft.runtime.checkpoint;
    exports dev.stagecraft.runtime.cli;
    exports dev.stagecraft.runtime.data;
    exports dev.stagecraft.runtime.device;
    exports dev.stagecraft.runtime.network;
    exports dev.stagecraft.runtime.metric;
    exports dev.stagecraft.runtime.optimize;
    exports dev.stagecraft.runtime.train;

    // The library that reads and writes JSON, and the one that reads the command line, look into records and commands.
    opens dev.stagecraft.runtime.checkpoint to
            com.google.gson;
    opens dev.stagecraft.runtime.device to
            com.google.gson;
    opens dev.stagecraft.runtime.cli to
            com.google.gson,
            info.picocli;
}
