package dev.stagecraft.runtime.network;

/**
 * The name of the class that was generated for an annotated one. The processor derives the same name from the source; a
 * test compares the two. It is derived from the nesting of classes and not from the text of names, which may contain
 * dollar signs and underscores.
 */
final class GeneratedName {
    private GeneratedName() {}

    /** The binary name, as in {@code com.acme.Outer_NetNetwork} for {@code com.acme.Outer.Net}. */
    static String of(Class<?> declared) {
        StringBuilder names = new StringBuilder(declared.getSimpleName());
        for (Class<?> outer = declared.getDeclaringClass(); outer != null; outer = outer.getDeclaringClass()) {
            names.insert(0, outer.getSimpleName() + "_");
        }
        String room = declared.getPackageName();
        return (room.isEmpty() ? "" : room + ".") + names + "Network";
    }
}
