package dev.stagecraft.weights.name;

/** Whose names the tensors of a file have. */
public enum Vocabulary {
    /** The names of torchvision's ResNets, which timm's {@code resnet.py} has too and adds to. */
    RESNET("torchvision's and timm's resnet.py"),
    /** The names of timm's {@code resnetv2.py}: networks with pre-activation. */
    RESNET_V2("timm's resnetv2.py"),
    /** Stagecraft's own: a tensor is called and shaped like the variable. */
    OWN("Stagecraft's own");

    private final String title;

    Vocabulary(String title) {
        this.title = title;
    }

    /** Whose names these are, as in {@code timm's resnetv2.py}. */
    public String title() {
        return title;
    }
}
