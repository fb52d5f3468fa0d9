/**
 * Calls of what is not ours, TensorFlow and classes that users wrote: what comes back is checked, and what is thrown
 * becomes one of our exceptions. Not part of the API.
 */
package dev.stagecraft.runtime.guard;
