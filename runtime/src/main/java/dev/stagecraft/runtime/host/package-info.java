/** What Stagecraft uses of the system that it runs on: environment, folders, TensorFlow's native, standard error. */
package dev.stagecraft.runtime.host;
