/** The annotations that declare a residual network. */
module dev.stagecraft.dsl {
    // Generated code carries javax.annotation.processing.Generated: passing the module on spares every user's
    // module-info a line. It is needed while compiling only.
    requires static transitive java.compiler;

    exports dev.stagecraft.dsl;
}
