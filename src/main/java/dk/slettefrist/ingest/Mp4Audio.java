package dk.slettefrist.ingest;

/**
 * The {@code ftyp} box at the beginning of an ISO base media file (ISO/IEC 14496-12, section 4.3), by its major brand. Brands of images
 * (HEIF, AVIF) and of QuickTime are none of ours; whether a file of a general brand has a picture too, the first bytes do not tell.
 */
final class Mp4Audio {

    private static final int TYPE = 4;
    private static final int MAJOR_BRAND = 8;

    /** What follows {@code iso} in the brands of the standard's own editions: {@code isom}, {@code iso2} to {@code isoc}. */
    private static final String ISO_VERSIONS = "m23456789abc";

    private Mp4Audio() {}

    static boolean matches(FirstBytes first) {
        return first.has(TYPE, "ftyp") && (isGeneral(first) || isThirdGeneration(first));
    }

    private static boolean isGeneral(FirstBytes first) {
        return first.hasAny(MAJOR_BRAND, "M4A ", "M4B ", "mp41", "mp42", "dash")
                || (first.has(MAJOR_BRAND, "iso") && ISO_VERSIONS.indexOf(first.at(MAJOR_BRAND + 3)) >= 0);
    }

    /** 3GPP TS 26.244, section 5.3: {@code 3gp} and the release. */
    private static boolean isThirdGeneration(FirstBytes first) {
        return first.has(MAJOR_BRAND, "3gp") && first.at(MAJOR_BRAND + 3) >= 0;
    }
}
