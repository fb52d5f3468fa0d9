/** Writes trained networks in the formats of other programs. */
module dev.stagecraft.export {
    requires com.google.gson;
    requires com.google.protobuf;
    requires dev.stagecraft.weights;
    requires org.tribuo.util.onnx;
    // Only comparing needs it.
    requires static com.microsoft.onnxruntime;
    requires static org.jspecify;
    requires transitive dev.stagecraft.runtime;

    exports dev.stagecraft.export;

    provides dev.stagecraft.export.Exporter with
            dev.stagecraft.export.onnx.OnnxExporter,
            dev.stagecraft.export.safetensors.SafetensorsExporter,
            dev.stagecraft.export.savedmodel.SavedModelExporter,
            dev.stagecraft.export.savedmodel.TrainableExporter;

    uses dev.stagecraft.export.Exporter;
}
