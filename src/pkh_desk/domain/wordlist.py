"""The 256 words that stand for the bytes of a key when two people compare it over the phone.

Everyday Indonesian words, none offensive, no two alike in sound; the order is part of the format and never
changes.
"""

WORDS = tuple(
    """
    abang acar adik air akar aktor alam alat alis ambil amplop anak angin angka anting apel
    api arang arus asap asin atap atlet awan ayam badak bagus bahu baju bakso balok bambu
    bangku bantal batik batu bawang bayam bebek becak bedak belut benang beras besi biji bintang biru
    bola bonus botol buah bubur budi buku bulan bumbu bunga buruh busur cabai cahaya cangkir cat
    cemara cermin cincin coklat cuci cuka cumi curah dadu dagu dahan damai danau dapur dasi daun
    debu delima denah desa dinding domba dompet donat dosen duku dunia durian ekor emas ember embun
    empat enam erat elang foto gajah galah gamis gandum garam garpu gaun gayung gelas gembok gerobak
    gigi gitar goreng gua guling gunung guru halte handuk harum hijau hitam hadiah hotel hujan hutan
    ibu ikan indah intan istana jagung jahe jalan jambu jarum jati jaket jeruk jinak jujur jurang
    kabut kaca kado kaki kamar kapal karet kasur katak kayu kebun kelapa kepiting keris kilat kipas
    koper kopi kota kuda kue kulit kunci kurma laci ladang lampu langit laut lebah lemari lilin
    limau lobak lonceng lumpur madu magang mahkota mangga manggis masjid mata mawar meja merah merpati mobil
    motor muda musim nanas nasi ngarai nyala nyanyi obat obor ombak opor otot padi pagar pahat
    paku palu panah pandan pantai papan pasar payung pedas pelangi pensil perahu peta pintu pisang pohon
    pompa pulau pupuk putih radio rambut ranting rawa roda rotan roti rumah rusa sabun sagu sapu
    sawah sayur semut senja sepeda siput sirup singa sore sungai surat susu tahu talas tangga teh
    """.split()
)
