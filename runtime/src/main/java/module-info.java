/** What generated code calls, and the engine that trains it. */
@SuppressWarnings("module") // The command line is compiled after this module, which exports some rooms to it.
module dev.stagecraft.runtime {
    requires com.drew.metadata;
    requires com.google.gson;
    // Reports on weights are part of the API.
    requires transitive dev.stagecraft.weights;
    requires java.net.http;
    requires org.apache.commons.csv;
    // What may be null is said in signatures; only tools read it.
    requires static transitive org.jspecify;
    // Pictures to classify may be images in Java's memory.
    requires transitive java.desktop;
    requires transitive tensorflow;

    exports dev.stagecraft.runtime;
    exports dev.stagecraft.runtime.answer;
    exports dev.stagecraft.runtime.checkpoint;
    exports dev.stagecraft.runtime.data;
    exports dev.stagecraft.runtime.device;
    exports dev.stagecraft.runtime.network;
    exports dev.stagecraft.runtime.metric;
    exports dev.stagecraft.runtime.optimize;
    exports dev.stagecraft.runtime.profile;
    exports dev.stagecraft.runtime.report;
    exports dev.stagecraft.runtime.run;
    exports dev.stagecraft.runtime.setting;
    exports dev.stagecraft.runtime.train;

    uses dev.stagecraft.runtime.data.DataKind;

    // How to print what came from elsewhere, and how to name what went wrong on a disk: the command line does it
    // likewise.
    exports dev.stagecraft.runtime.host to
            dev.stagecraft.cli,
            dev.stagecraft.export;
    exports dev.stagecraft.runtime.io to
            dev.stagecraft.cli,
            dev.stagecraft.export;
    // What auto becomes, for an estimate of memory.
    exports dev.stagecraft.runtime.precision to
            dev.stagecraft.cli;

    // The library that reads and writes JSON looks into records.
    opens dev.stagecraft.runtime.bundle to
            com.google.gson;
    opens dev.stagecraft.runtime.checkpoint to
            com.google.gson;
    opens dev.stagecraft.runtime.device to
            com.google.gson;
    opens dev.stagecraft.runtime.profile to
            com.google.gson;
    opens dev.stagecraft.runtime.metric to
            com.google.gson;
}
