/** Which devices TensorFlow sees, and on which of them a network runs. */
package dev.stagecraft.runtime.device;
