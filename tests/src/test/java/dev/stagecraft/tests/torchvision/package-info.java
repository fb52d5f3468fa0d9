/** Weights of the real torchvision, in the real PyTorch, where they are installed. */
package dev.stagecraft.tests.torchvision;
