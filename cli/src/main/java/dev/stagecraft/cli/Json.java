package dev.stagecraft.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** How the command line writes JSON: its readers are programs and people, not web pages, so that = and &lt; stay as they are. */
final class Json {
    /** A document over several lines. */
    static final Gson PRETTY =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    /** A document on one line. */
    static final Gson LINE = new GsonBuilder().disableHtmlEscaping().create();

    private Json() {}
}
