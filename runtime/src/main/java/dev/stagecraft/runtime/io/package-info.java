/** Hashes and durable files, for the rooms that read and write; not part of the API. */
package dev.stagecraft.runtime.io;
