package dk.slettefrist.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioFormatTest {

    private static final String OGG_PAGE = "4f67675300 %s 0000000000000000 12345678 00000000 9abcdef0 %s";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # what                       | first bytes                                                               | format
                    WAV PCM                      | 52494646 24080000 57415645 666d7420 10000000 0100 0100 401f0000           | WAV
                    WAV A-law                    | 52494646 24080000 57415645 666d7420 12000000 0600 0100 401f0000           | WAV
                    WAV mu-law                   | 52494646 24080000 57415645 666d7420 12000000 0700 0100 401f0000           | WAV
                    WAV of size zero             | 52494646 00000000 57415645 666d7420                                       | WAV
                    WAV of open size             | 52494646 ffffffff 57415645 666d7420                                       | WAV
                    WAV that begins with JUNK    | 52494646 24080000 57415645 4a554e4b                                       | WAV
                    RF64                         | 52463634 ffffffff 57415645 64733634                                       | WAV
                    BW64                         | 42573634 ffffffff 57415645 64733634                                       | WAV
                    MP3, ID3v2.2                 | 49443302 0000 00000a0f                                                    | MP3
                    MP3, ID3v2.3                 | 49443303 0000 0000217f                                                    | MP3
                    MP3, ID3v2.4                 | 49443304 0040 7f7f7f7f                                                    | MP3
                    MP3, MPEG 1 layer III        | fffb9064                                                                  | MP3
                    MP3, with checksum           | fffa9064                                                                  | MP3
                    MP3, MPEG 2 layer III        | fff340c4                                                                  | MP3
                    MP3, MPEG 2.5 layer III      | ffe318c4                                                                  | MP3
                    MPEG 1 layer II              | fffd9064                                                                  | MP3
                    FLAC                         | 664c6143 00000022 10001000                                                | FLAC
                    MP4, M4A                     | 00000020 66747970 4d344120 00000000                                       | MP4
                    MP4, M4B                     | 00000020 66747970 4d344220 00000000                                       | MP4
                    MP4, mp41                    | 00000018 66747970 6d703431 00000000                                       | MP4
                    MP4, mp42                    | 00000018 66747970 6d703432 00000000                                       | MP4
                    MP4, isom                    | 00000020 66747970 69736f6d 00000200                                       | MP4
                    MP4, iso2                    | 00000018 66747970 69736f32 00000000                                       | MP4
                    MP4, iso9                    | 00000018 66747970 69736f39 00000000                                       | MP4
                    MP4, isoc                    | 00000018 66747970 69736f63 00000000                                       | MP4
                    MP4, dash                    | 00000018 66747970 64617368 00000000                                       | MP4
                    3GP                          | 00000018 66747970 33677034 00000000                                       | MP4
                    Sun AU                       | 2e736e64 00000018 ffffffff 00000001 00001f40 00000001                     | AU
                    """)
    void shouldKnowAudioByItsFirstBytes(String what, String hex, AudioFormat format) {
        assertThat(AudioFormat.sniff(bytes(hex), bytes(hex).length)).as(what).hasValue(format);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # what                       | first bytes
                    nothing                      | ''
                    zeros                        | 00000000 00000000 00000000 00000000
                    blank memory                 | ffffffff ffffffff ffffffff ffffffff
                    PDF                          | 25504446 2d312e37 0a25e2e3 cfd30a
                    HTML                         | 3c21444f 43545950 45206874 6d6c3e0a
                    PNG                          | 89504e47 0d0a1a0a 0000000d 49484452
                    JPEG                         | ffd8ffe0 00104a46 49460001
                    JPEG, Exif                   | ffd8ffe1 1c457869 66000049 492a0008
                    ZIP                          | 504b0304 14000000 08000000
                    ELF                          | 7f454c46 02010100 00000000
                    text, UTF-16 little-endian   | fffe6800 65006a00 2100
                    text, UTF-16 of another kind | fffe9064 00000000
                    AVI                          | 52494646 24080000 41564920 4c495354
                    WebP                         | 52494646 24080000 57454250 56503820
                    WAV in small letters         | 72696666 24080000 77617665 666d7420
                    ID3v1 at the start           | 54414754 69746c65
                    ID3v2.5, which is not        | 49443305 0000 00000a0f
                    ID3v2.1, which is not        | 49443301 0000 00000a0f
                    ID3v2 of a bad revision      | 494433 04ff 00 00000a0f
                    ID3v2 of a bad size          | 49443304 0000 00008000
                    ID3 in a text                | 49443320 74616773 20617265
                    MPEG, reserved version       | ffeb9064
                    MPEG, reserved layer (ADTS)  | fff15080 0c1ffc
                    MPEG, layer I                | ffff9064
                    MPEG, free bit rate          | fffb0064
                    MPEG, bad bit rate           | fffbf064
                    MPEG, reserved sample rate   | fffb9c64
                    MPEG, reserved emphasis      | fffb9066
                    MPEG, no sync                | ffdb9064
                    MP4 of HEIF images           | 00000018 66747970 68656963 00000000
                    MP4 of AVIF images           | 00000018 66747970 61766966 00000000
                    QuickTime                    | 00000014 66747970 71742020 00000000
                    MP4, isox, which is not      | 00000018 66747970 69736f78 00000000
                    MP4 without ftyp             | 00000018 6d6f6f76 4d344120 00000000
                    MP4, ftyp too early          | 66747970 4d344120 00000000 00000000
                    AU in capitals               | 2e534e44 00000018 ffffffff 00000001
                    """)
    void shouldNotTakeAnythingElseForAudio(String what, String hex) {
        assertThat(AudioFormat.sniff(bytes(hex), bytes(hex).length)).as(what).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # what                  | page | segments | packet               | audio
                    Opus                    | 02   | 0113     | 4f70757348656164     | true
                    Vorbis                  | 02   | 011e     | 01766f72626973       | true
                    Speex                   | 02   | 0150     | 5370656578202020     | true
                    FLAC                    | 02   | 0133     | 7f464c4143           | true
                    Opus, the only page     | 06   | 0113     | 4f70757348656164     | true
                    Opus, several segments  | 02   | 03ffff13 | 4f70757348656164     | true
                    Opus, not the beginning | 00   | 0113     | 4f70757348656164     | false
                    no packet               | 02   | 00       | 4f70757348656164     | false
                    packet beyond the bytes | 02   | ff13     | 4f70757348656164     | false
                    Opus, cut short         | 02   | 0113     | 4f707573486561       | false
                    Vorbis comment          | 02   | 011e     | 03766f72626973       | false
                    Theora                  | 02   | 012a     | 807468656f7261       | false
                    Skeleton                | 02   | 0150     | 6669736865616400     | false
                    Dirac                   | 02   | 0110     | 4242434400           | false
                    """)
    void shouldKnowOggByItsFirstPacket(String what, String page, String segments, String packet, boolean audio) {
        var bytes = bytes(OGG_PAGE.formatted(page, segments) + packet);

        var format = AudioFormat.sniff(bytes, bytes.length);

        assertThat(format.isPresent()).as(what).isEqualTo(audio);
        assertThat(format.orElse(AudioFormat.OGG)).isEqualTo(AudioFormat.OGG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # first bytes                                                               | how many decide
                    52494646240800005741564566                                                  | 12
                    4944330300000000217f00                                                      | 10
                    fffb906400                                                                  | 4
                    664c614300                                                                  | 4
                    00000020667479704d34412000                                                  | 12
                    0000001866747970336770340000                                                | 12
                    2e736e6400                                                                  | 4
                    4f676753000200000000000000001234567800000000 9abcdef0 0113 4f7075734865616401 | 36
                    """)
    void shouldNotDecideByFewerBytes(String hex, int enough) {
        var bytes = bytes(hex);

        assertThat(AudioFormat.sniff(bytes, enough)).isPresent();
        for (int length = 0; length < enough; length++) {
            assertThat(AudioFormat.sniff(bytes, length)).as("%d bytes", length).isEmpty();
            assertThat(AudioFormat.sniff(Arrays.copyOf(bytes, length), length)).isEmpty();
        }
        assertThat(enough).isLessThanOrEqualTo(AudioFormat.SNIFF_LENGTH);
    }

    @ParameterizedTest
    @CsvSource({
        "WAV, audio/wav",
        "MP3, audio/mpeg",
        "OGG, audio/ogg",
        "FLAC, audio/flac",
        "MP4, audio/mp4",
        "AU, audio/basic"
    })
    void shouldNameItsMediaType(AudioFormat format, String mediaType) {
        assertThat(format.mediaType()).isEqualTo(mediaType);
    }

    @Test
    void shouldRefuseALengthOutOfBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> AudioFormat.sniff(new byte[4], 5));
        assertThatIllegalArgumentException().isThrownBy(() -> AudioFormat.sniff(new byte[4], -1));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
