/**
 * Calls of TensorFlow and of classes that users wrote: what they return is checked, and what they throw becomes one of our
 * exceptions. Not part of the API.
 */
package dev.stagecraft.runtime.guard;
