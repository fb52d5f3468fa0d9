/**
 * The named networks, for 224×224 color images and 1000 classes. Names without an ending are today's usual forms; {@code
 * V1} puts a bottleneck's stride on its first 1×1 convolution, as He 2015 has it.
 */
@NullMarked
package dev.stagecraft.samples.zoo;

import org.jspecify.annotations.NullMarked;
