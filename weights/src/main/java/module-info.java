/** Files of weights and the names in them, for the processor and the runtime. */
module dev.stagecraft.weights {
    requires static org.jspecify;

    exports dev.stagecraft.weights.file;
    exports dev.stagecraft.weights.match;
    exports dev.stagecraft.weights.name;
}
