/** What generated code calls, and the engine that trains it. */
module dev.stagecraft.runtime {
    requires com.google.gson;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires java.desktop;
    requires transitive tensorflow;

    exports dev.stagecraft.runtime;
    exports dev.stagecraft.runtime.data;
    exports dev.stagecraft.runtime.graph;
}
