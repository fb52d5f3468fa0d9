package dev.stagecraft.dsl;

/** What happens to an image whose proportions are not those of the network's input. */
public enum ResizeMode {
    /** The whole image gets the size of the input, whatever its proportions. */
    SQUEEZE,

    /**
     * The image keeps its proportions, and its center is cut out, as torchvision and timm do in evaluation. The shorter side
     * becomes the input's side divided by {@link Resize#share}, rounded down.
     */
    CROP
}
