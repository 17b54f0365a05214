#!/usr/bin/env bash
# Makes the recordings of the demonstration: invented lines, spoken by a machine (espeak-ng), in the formats that telephone
# recorders write. The results are committed; run this again only to change a line.
#
# Needs espeak-ng, sox with libsox-fmt-all, and ffmpeg.
set -euo pipefail
cd "$(dirname "$0")"

readonly OUT=audio
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$OUT"

# encode FORMAT IN.wav OUT-WITHOUT-EXTENSION
encode() {
  local ffmpeg=(ffmpeg -nostdin -loglevel error -y -i "$2" -map_metadata -1 -fflags +bitexact -flags:a +bitexact -ac 1)
  case $1 in
    pcm) sox -D "$2" -e signed-integer -b 16 "$3.wav" ;;
    alaw) sox -D "$2" -e a-law "$3.wav" ;;
    mulaw) sox -D "$2" -e mu-law "$3.wav" ;;
    au) sox -D "$2" -e mu-law "$3.au" ;;
    flac) sox -D "$2" --comment '' "$3.flac" ;;
    mp3) "${ffmpeg[@]}" -c:a libmp3lame -ar 8000 -b:a 16k "$3.mp3" ;;
    mp3-bare) "${ffmpeg[@]}" -c:a libmp3lame -ar 8000 -b:a 16k -id3v2_version 0 -write_xing 0 "$3.mp3" ;;
    vorbis) "${ffmpeg[@]}" -c:a libvorbis -q:a 1 "$3.ogg" ;;
    opus) "${ffmpeg[@]}" -c:a libopus -b:a 16k "$3.opus" ;;
    m4a) "${ffmpeg[@]}" -c:a aac -b:a 16k "$3.m4a" ;;
    *) echo "unknown format: $1" >&2 && return 1 ;;
  esac
}

# name | voice | format | line
while IFS='|' read -r name voice format line; do
  espeak-ng -v "$voice" -s 165 -w "$work/spoken.wav" "$line" </dev/null
  sox -D "$work/spoken.wav" -r 8000 -c 1 -e signed-integer -b 16 "$work/line.wav" norm -3 pad 0.1 0.2
  encode "$format" "$work/line.wav" "$OUT/$name"
  printf '%-26s %-8s %4.1f s\n' "$name" "$format" "$(soxi -D "$work/line.wav")"
done <<'LINES'
01-bulky-waste|da|pcm|Goddag. Hvornår henter I storskrald på vores vej?
02-bin-not-emptied|en|alaw|Hello. My bin was not emptied this morning. Can you send someone?
03-passport|da|mulaw|Hej. Kan jeg få en tid til at forny mit pas i næste uge?
04-doctors-certificate|da|mp3|Goddag. Jeg skal bruge en lægeerklæring. Hvem skal jeg tale med?
05-passport|en|vorbis|Good morning. Are there any passport appointments left on Friday?
06-recycling-centre|da|opus|Hej. Hvornår har genbrugspladsen åbent på lørdag?
07-day-care|da|flac|Goddag. Jeg venter på svar om en plads i børnehaven.
08-moving|en|au|Hello. I have moved to the town, and I need a health card.
09-street-light|da|m4a|Hej. Gadelygten ude foran vores hus er gået i stykker.
10-driving-licence|da|mp3-bare|Goddag. Skal jeg bruge en lægeerklæring til mit kørekort?
11-new-bin|da|alaw|Hej. Vi vil gerne have en større skraldespand.
12-wedding|en|pcm|Hello. We would like to book the town hall for a wedding.
13-wrong-number|da|opus|Nå, undskyld. Jeg har vist ringet forkert.
14-garden-waste|da|vorbis|Goddag. Henter I også haveaffald om vinteren?
15-regretted-too-late|da|mp3|Det er simpelthen for dårligt. Nu klager jeg til borgmesteren!
21-threat|da|pcm|Hvis jeg ikke får svar i dag, kommer jeg ned på rådhuset, og så bliver I kede af det.
22-threat|en|mp3|I know when you finish work. You will be sorry for this.
23-harassment-switchboard|da|mulaw|Du er uduelig, og jeg ringer hver eneste dag, til du siger op.
24-harassment-department|da|flac|Dig har jeg også hørt om. I er nogle klovne, alle sammen.
LINES
du -ch "$OUT"/* | tail -n 1
