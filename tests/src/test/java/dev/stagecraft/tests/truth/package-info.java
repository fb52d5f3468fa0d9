/**
 * The processor's verdicts against TensorFlow's: raw declarations, valid and invalid, are turned straight into TensorFlow
 * operations by code that shares nothing with the processor, and their fate there is compared with what the processor says.
 */
package dev.stagecraft.tests.truth;
