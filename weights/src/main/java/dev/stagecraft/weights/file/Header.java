package dev.stagecraft.weights.file;

import java.util.Map;

/**
 * What the header of a safetensors file says.
 *
 * @param entries the tensors by their names
 * @param metadata pairs of texts about the file
 */
record Header(Map<String, TensorEntry> entries, Map<String, String> metadata) {
    /** The name that stands for the metadata, and for no tensor. */
    static final String METADATA = "__metadata__";
}
