/** Declared networks and the programs that use them. */
module dev.stagecraft.samples {
    requires dev.stagecraft.dsl;
    requires transitive dev.stagecraft.runtime;

    exports dev.stagecraft.samples;
    exports dev.stagecraft.samples.zoo;
}
