package dev.stagecraft.weights.file;

/**
 * The types of elements that a safetensors file can hold, in the order in which the writer of the format's authors ranks
 * them: it writes tensors of the last type first.
 */
public enum Dtype {
    /** A truth value in a byte. */
    BOOL(8),
    /** A floating-point number of 4 bits. */
    F4(4),
    /** A floating-point number of 6 bits: 2 of exponent, 3 of fraction. */
    F6_E2M3(6),
    /** A floating-point number of 6 bits: 3 of exponent, 2 of fraction. */
    F6_E3M2(6),
    /** A whole number of 8 bits without sign. */
    U8(8),
    /** A whole number of 8 bits. */
    I8(8),
    /** A floating-point number of 8 bits: 5 of exponent, 2 of fraction. */
    F8_E5M2(8),
    /** A floating-point number of 8 bits: 4 of exponent, 3 of fraction. */
    F8_E4M3(8),
    /** A power of two: 8 bits of exponent. */
    F8_E8M0(8),
    /** As {@link #F8_E4M3}, without infinity and negative zero. */
    F8_E4M3FNUZ(8),
    /** As {@link #F8_E5M2}, without infinity and negative zero. */
    F8_E5M2FNUZ(8),
    /** A whole number of 16 bits. */
    I16(16),
    /** A whole number of 16 bits without sign. */
    U16(16),
    /** A floating-point number of 16 bits: 5 of exponent, 10 of fraction. */
    F16(16),
    /** A floating-point number of 16 bits: 8 of exponent, 7 of fraction. */
    BF16(16),
    /** A whole number of 32 bits. */
    I32(32),
    /** A whole number of 32 bits without sign. */
    U32(32),
    /** A floating-point number of 32 bits: Java's {@code float}. */
    F32(32),
    /** A complex number of two {@link #F32}. */
    C64(64),
    /** A floating-point number of 64 bits: Java's {@code double}. */
    F64(64),
    /** A whole number of 64 bits: Java's {@code long}. */
    I64(64),
    /** A whole number of 64 bits without sign. */
    U64(64);

    private final int bits;

    Dtype(int bits) {
        this.bits = bits;
    }

    /** The bits that an element takes. */
    public int bits() {
        return bits;
    }

    /**
     * Whether elements can be read as {@code float}: all whole numbers and the floating-point numbers of 16, 32 and 64 bits.
     * Smaller floating-point numbers mean something only together with scales that stand elsewhere.
     */
    public boolean isReadable() {
        return switch (this) {
            case U8, I8, I16, U16, F16, BF16, I32, U32, F32, F64, I64, U64 -> true;
            default -> false;
        };
    }
}
