/** What is taken from the system a process runs on: environment, folders, TensorFlow's native, standard error. */
package dev.stagecraft.runtime.host;
