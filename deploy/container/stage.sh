#!/usr/bin/env bash
# Lays out below target/container what the image is made of: the C library, a Java runtime of the modules that the service needs, the service.
# Maven's profile "container" calls it, with: a JDK 25 or newer, the time that all files get, the architecture, the base image.
set -euo pipefail
cd "$(dirname "$0")/../.."
jdk=$1 time=$2 architecture=$3 base=$4
out=target/container

fail() {
  echo "No image: $*" >&2
  exit 1
}

[ -x "$jdk/bin/jlink" ] || fail "-Dcontainer.jdk must name a JDK; $jdk has no bin/jlink"
release=$("$jdk/bin/jlink" --version)
[ "${release%%[!0-9]*}" -ge 25 ] || fail "it needs a JDK 25 or newer, and $jdk is $release; name another by -Dcontainer.jdk"
case $architecture in
  amd64) machine=x86_64 ;;
  arm64) machine=aarch64 ;;
  *) fail "-Dcontainer.architecture must be amd64 or arm64" ;;
esac
[ "$(uname -m)" = "$machine" ] || fail "-Dcontainer.architecture=$architecture is not this machine's, $(uname -m)"

# Jib knows a layer again by the names and times of its files, and here all have one time.
rm -rf "$out" target/jib-cache
mkdir -p "$out/base" "$out/archive"

# No tool but java itself, no debug information, nothing that draws or plays; what packs the layers keeps no links.
modules=$(paste -sd, deploy/container/modules)
"$jdk/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages --output "$out/java"
find "$out/java/bin" -type f ! -name java -delete
find "$out/java/lib" -name '*.so' | grep -E '/lib(awt|fontmanager|freetype|javajpeg|jawt|jsound|lcms|mlib_image|splashscreen)' | xargs -r rm
find "$out/java" -type l -delete

if [ "$base" = scratch ]; then
  # The few files of the C library that the runtime is linked with, and where it looks for users, names of hosts and itself.
  command -v dpkg-query >/dev/null || fail "the C library is taken from Debian's packages; or name an image that has it by -Dcontainer.base"
  LD_LIBRARY_PATH=$out/java/lib:$out/java/lib/server ldd "$out/java/bin/java" "$out/java/lib/libnet.so" "$out/java/lib/server/libjvm.so" |
    awk '$2 == "=>" && $3 ~ "^/" {print $3} $1 ~ "/ld-linux" {print $1}' | grep -v "$out" | sort -u |
    while read -r library; do
      install -D -m 0755 "$(realpath "$library")" "$out/base$library"
    done
  install -D /usr/share/doc/libc6/copyright "$out/base/usr/share/doc/libc6/copyright"
  mkdir -p "$out/base/etc" "$out/base/tmp"
  echo 'slettefrist:x:10001:10001::/opt/slettefrist:/nonexistent' >"$out/base/etc/passwd"
  echo 'slettefrist:x:10001:' >"$out/base/etc/group"
  echo 'hosts: files dns' >"$out/base/etc/nsswitch.conf"
  libc=$(dpkg-query -W -f '${Version}' libc6)
fi

cp -r target/quarkus-app "$out/app"
"$jdk/bin/javac" -d "$out/app/health" deploy/container/Health.java

# What the bill of materials of the service does not name.
java=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$jdk/release")
vendor=$(sed -n 's/^IMPLEMENTOR="\(.*\)"/\1/p' "$jdk/release")
mkdir -p "$out/app/bom"
[ ! -f target/slettefrist-bom.json ] || cp target/slettefrist-bom.json "$out/app/bom"
cat >"$out/app/bom/runtime-bom.json" <<BOM
{
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "version": 1,
  "components": [
    ${libc:+$(printf '{"type": "library", "name": "glibc", "version": "%s", "purl": "pkg:deb/debian/libc6@%s?arch=%s", "licenses": [{"license": {"id": "LGPL-2.1-or-later"}}]},' "$libc" "$libc" "$architecture")}
    {"type": "platform", "name": "OpenJDK", "version": "$java", "publisher": "$vendor", "licenses": [{"license": {"name": "GPL-2.0-with-classpath-exception"}}]}
  ]
}
BOM

# The archive of classes knows the files by size and time; the image gives them the same.
find "$out" -exec touch -h -d "$time" {} +
