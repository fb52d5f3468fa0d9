/**
 * The named networks, for 224×224 color images and 1000 classes. Names without an ending are today's usual forms; {@code
 * V1} puts a bottleneck's stride on its first 1×1 convolution, as He 2015 has it.
 *
 * <p>Each declares the mean and deviation that its family is trained with: those of the training images of ImageNet, as
 * torchvision and timm have them, or those of the training images of CIFAR-10, for 32×32 images.
 */
@NullMarked
package dev.stagecraft.samples.zoo;

import org.jspecify.annotations.NullMarked;
