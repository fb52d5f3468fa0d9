/** Networks as ONNX: TensorFlow's operations are written as those of ONNX, with pixels in front of channels. */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.export.onnx;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
