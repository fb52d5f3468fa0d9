/** Writes trained networks in the formats of other programs. */
module dev.stagecraft.export {
    requires com.google.gson;
    requires com.google.protobuf;
    requires org.tribuo.util.onnx;
    requires static org.jspecify;
    requires transitive dev.stagecraft.runtime;

    exports dev.stagecraft.export;

    uses dev.stagecraft.export.Exporter;
}
